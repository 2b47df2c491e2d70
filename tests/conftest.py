"""Settings shared by all tests."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from sim import warmup

ROOT = Path(__file__).resolve().parent.parent

# The same examples every time, and none dropped because a first call compiles.
settings.register_profile("house", deadline=None, derandomize=True, database=None, max_examples=50)
settings.load_profile("house")

# Worlds of tests are small, and tests go to and fro between a few scenarios.
warmup.MOST_KEPT = 12


@pytest.fixture(scope="session")
def root() -> Path:
    """Folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def run_python() -> Callable[..., str]:
    """Run Python in a process of its own, with some environment variables; gives what it printed."""

    def run(*arguments: str, **environment: str) -> str:
        variables = {k: v for k, v in os.environ.items() if not k.startswith(("NUMBA_", "NPY_"))}
        variables |= {"PYTHONPATH": str(ROOT)} | environment
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=variables, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run
