"""The machine the figures hold for."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from pathlib import Path

import numpy as np

from experiments.bench.timing import seconds_of


def load() -> str:
    """How many programs wanted to run in the last minute; empty where the system does not tell."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def description(load_before: str) -> tuple[tuple[str, str, str], ...]:
    """Processor, cores, load and versions: Chinese name, English name, value."""
    import numba

    versions = f"{platform.python_version()} / {np.__version__} / {numba.__version__}"
    return (
        ("处理器", "processor", _processor()),
        ("核数", "cores", str(os.cpu_count())),
        ("负载，前后", "load before and after", f"{load_before} / {load()}"),
        ("版本", "versions", f"Python / numpy / numba {versions}"),
    )


def bandwidth_task(size: int) -> Callable[[], float]:
    """A task that copies an array of so many bytes and gives GB/s, what is read and what is written both counted."""
    source = np.ones(size // 8)
    target = np.zeros_like(source)

    def copy() -> float:
        seconds = seconds_of(lambda: np.copyto(target, source))
        return 2 * source.nbytes / seconds / 1e9

    return copy


def resident_bytes() -> int:
    """Memory of this process now; 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if status.exists() else 0


def peak_bytes() -> int:
    """Largest memory of this process so far; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    lines = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return next((int(line.split()[1]) * 1024 for line in lines), 0)


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
