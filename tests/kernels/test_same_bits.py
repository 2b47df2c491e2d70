import os
import platform

import pytest

from tests.kernels.sample import sample

x86_only = pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="names x86 processors")


def test_compiled_and_uncompiled_agree_to_the_bit_without_a_warning(run_python):
    uncompiled = run_python("-W", "error", "-m", "tests.kernels.sample", NUMBA_DISABLE_JIT="1")
    assert uncompiled == sample()


@x86_only
def test_the_narrowest_processor_gives_the_same_bits(run_python, tmp_path):
    narrow = {
        "NUMBA_CPU_NAME": "x86-64",
        "NUMBA_CPU_FEATURES": "+sse2",
        "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4",
        "OPENBLAS_CORETYPE": "Prescott",
        "NUMBA_CACHE_DIR": str(tmp_path),
    }
    assert run_python("-m", "tests.kernels.sample", **narrow) == sample()


@x86_only
@pytest.mark.skipif("NUMBA_CPU_NAME" in os.environ, reason="the width was chosen from outside")
def test_vectors_of_256_bits_give_the_same_bits(run_python, tmp_path):
    half = {"NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": "+avx2,+fma", "NUMBA_CACHE_DIR": str(tmp_path)}
    assert run_python("-m", "tests.kernels.sample", **half) == sample()
