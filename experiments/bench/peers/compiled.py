"""The ten rules in C, where gcc is found: `rules.c` compiled for this machine into a folder that is thrown away."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from experiments.bench.peers.sample import CELLS, SUMS, Sample

FLAGS = ("-O3", "-march=native", "-ffast-math", "-fPIC")


def compiler() -> str | None:
    """Path of gcc, None where there is none."""
    return shutil.which("gcc")


class Compiled:
    """The sample as C columns; raises OSError or CalledProcessError when gcc fails."""

    def __init__(self, sample: Sample) -> None:
        self.library = _build()
        self.ids, self.table, self.starts = (
            sample.ids.copy(),
            sample.table.copy(),
            sample.starts.astype(np.int64),
        )
        self.state = [column.copy() for column in sample.columns]

    def step(self, number: int) -> np.ndarray:
        """Move every firm by one step."""
        sums = np.zeros((CELLS, len(SUMS)))
        arrays = [_address(array) for array in (self.starts, self.table, self.ids, *self.state)]
        word = ctypes.c_uint32(number * 0x9E3779B9 & 0xFFFFFFFF)
        self.library.all_rules(ctypes.c_int64(CELLS), *arrays, word, _address(sums))
        return sums

    def columns(self) -> np.ndarray:
        """Columns in the order of the sample."""
        return np.stack(self.state)


def _build() -> ctypes.CDLL:
    gcc = compiler()
    if gcc is None:
        raise FileNotFoundError("gcc is not on the path")
    with tempfile.TemporaryDirectory() as folder:
        library, compiled = Path(folder) / "rules.so", Path(folder) / "rules.o"
        source = Path(__file__).with_name("rules.c")
        subprocess.run([gcc, *FLAGS, "-c", "-o", str(compiled), str(source)], check=True, capture_output=True)
        # Linked without -ffast-math: with it, loading would flush small numbers to zero in the whole process,
        # and the model's bits with them.
        subprocess.run(
            [gcc, "-shared", "-o", str(library), str(compiled), "-lm"], check=True, capture_output=True
        )
        # Once loaded, the library stays mapped after its file is gone.
        return ctypes.CDLL(str(library))


def _address(array: np.ndarray) -> ctypes.c_void_p:
    return array.ctypes.data_as(ctypes.c_void_p)
