"""What makes the model fast: inlined maths, addressed chance, pages of firms, the compile cache.

Nothing here knows the rest of `sim`. Importing a kernel first prepares the compiler, before numba is loaded.
"""

from sim.kernels.compile import prepare

prepare()
