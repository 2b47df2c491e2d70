"""Spans of pages on threads: kernels run free of Python's lock; whole-number sums make the order of spans invisible."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np


class Threads:
    """A pool of so many threads, or none for one."""

    def __init__(self, count: int = 1) -> None:
        self.count = count
        self.pool = ThreadPoolExecutor(count) if count > 1 else None

    def cuts(self, pages: int) -> list[int]:
        """Where spans begin and end: more spans than threads, so that no thread waits long."""
        spans = 1 if self.pool is None else min(4 * self.count, max(pages, 1))
        return [pages * i // spans for i in range(spans + 1)]


def over_pages(loop: Callable[..., Any], pages: int, threads: Threads | None, *arguments: Any) -> None:
    """Run a loop without sums over all pages."""
    threads = threads or Threads()
    cuts = threads.cuts(pages)
    spans = list(pairwise(cuts))
    if threads.pool is None:
        for first, last in spans:
            loop(first, last, *arguments)
    else:
        list(threads.pool.map(lambda span: loop(span[0], span[1], *arguments), spans))


def summed(
    loop: Callable[..., Any],
    pages: int,
    threads: Threads | None,
    shapes: tuple[tuple[int, int], ...],
    *arguments: Any,
) -> list[np.ndarray]:
    """Run a loop whose last arguments are int64 sums of the given shapes; returns the sums over all spans."""
    threads = threads or Threads()
    cuts = threads.cuts(pages)
    spans = list(pairwise(cuts))
    parts = [[np.zeros(shape, np.int64) for shape in shapes] for _ in spans]
    if threads.pool is None:
        for (first, last), sums in zip(spans, parts, strict=True):
            loop(first, last, *arguments, *sums)
    else:
        list(threads.pool.map(lambda n: loop(*spans[n], *arguments, *parts[n]), range(len(spans))))
    return [sum(sums) for sums in zip(*parts, strict=True)]
