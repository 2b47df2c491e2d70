"""Settings of the compiler: vectors of full width, and a cache that knows when the code has changed.

Both are environment variables of numba and left alone when the user has set them. numba's own cache does not
notice an edit in *another* file, so its folder bears the hash of all of `sim`: other code, other folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

CACHE_PREFIX = "kernels-"
KEPT_FOLDERS = 8
"""Older caches beyond this many are removed, when unused for a day."""
_DAY = 86_400.0
_FEATURES = "NUMBA_CPU_FEATURES"
_CHOSEN_BY_USER = (_FEATURES, "NUMBA_CPU_NAME", "NUMBA_ENABLE_AVX")
_CACHE = "NUMBA_CACHE_DIR"


def prepare() -> None:
    """Set numba's environment for this process; never fails, at worst kernels are slow or compiled again."""
    with contextlib.suppress(Exception):
        _widen_vectors()
    with contextlib.suppress(Exception):
        _choose_cache()
    if "numba" in sys.modules:
        with contextlib.suppress(Exception):
            sys.modules["numba"].core.config.reload_config()


@cache
def code_hash() -> str:
    """sha256 over all Python files of `sim` in order of path; line ends of any system count the same.

    Taken once a process, when its first kernel is imported: the code that runs, whatever is edited meanwhile.
    """
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py"), key=lambda path: path.relative_to(root).as_posix()):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(text).digest())
    return digest.hexdigest()


def cache_folder() -> Path:
    """The compile cache of this code: a folder of the user's own, whose name ends in the code's hash."""
    return _user_cache() / (CACHE_PREFIX + code_hash()[:16])


def _widen_vectors() -> None:
    """Let LLVM use 512 bits where the processor has them; its default there is 256, and 1.24 times slower.

    The variable replaces the host's list of features, it does not add to it, so the whole list is given.
    """
    compiled = os.environ.get("NUMBA_DISABLE_JIT", "0") == "0"
    if not compiled or any(os.environ.get(name) for name in _CHOSEN_BY_USER):
        return
    import llvmlite.binding as llvm

    features = llvm.get_host_cpu_features()
    if features.get("avx512f"):
        os.environ[_FEATURES] = features.flatten() + ",-prefer-256-bit"


def _choose_cache() -> None:
    """Point numba's cache at this code's folder, unless the user chose one; an inherited one is renewed."""
    chosen = os.environ.get(_CACHE)
    if chosen and not Path(chosen).name.startswith(CACHE_PREFIX):
        return
    folder = cache_folder()
    fresh = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix=CACHE_PREFIX))
    os.environ[_CACHE] = str(folder)
    if fresh:
        _remove_old(folder)


def _remove_old(current: Path) -> None:
    """Remove caches of earlier code: all but the last few, and none that was used within a day."""
    folders = [path for path in current.parent.glob(CACHE_PREFIX + "*") if path.is_dir() and path != current]
    folders.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in folders[KEPT_FOLDERS:]:
        if time.time() - path.stat().st_mtime > _DAY:
            shutil.rmtree(path, ignore_errors=True)


def _user_cache() -> Path:
    """Where programs of this user keep what can be made again."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "baiqianwan"
