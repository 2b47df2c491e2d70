"""The kinds of designs, one file each; a kind is chosen by its word in a design file."""

from __future__ import annotations

from experiments.sweep.design import Design
from experiments.sweep.designs.ask import Ask
from experiments.sweep.designs.factorial import Factorial
from experiments.sweep.designs.from_file import FromFile
from experiments.sweep.designs.latin_hypercube import LatinHypercube
from experiments.sweep.designs.morris import Morris
from experiments.sweep.designs.one_at_a_time import OneAtATime
from experiments.sweep.designs.sobol import Sobol
from experiments.sweep.designs.sobol_sequence import SobolSequence

KINDS: dict[str, type[Design]] = {
    "factorial": Factorial,
    "latin_hypercube": LatinHypercube,
    "sobol_sequence": SobolSequence,
    "sobol": Sobol,
    "morris": Morris,
    "one_at_a_time": OneAtATime,
    "file": FromFile,
    "ask": Ask,
}
"""Word in a design file -> what declares and places its points."""

__all__ = [
    "KINDS",
    "Ask",
    "Factorial",
    "FromFile",
    "LatinHypercube",
    "Morris",
    "OneAtATime",
    "Sobol",
    "SobolSequence",
]
