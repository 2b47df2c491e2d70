"""Colours of lines stay apart for eyes without red, green or blue cones."""

import numpy as np
import pytest

from analysis.figures.style import ABOVE, BASELINE, BELOW, BETTER, COLOURS, DIVERGING, WORSE, Look

KINDS = {
    "all cones": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
"""Of linear sRGB at full severity (Machado, Oliveira and Fernandes 2009)."""
LEAST = 12.0
"""Distance in CIE L*a*b* of any two colours; 2 is just seen side by side."""
FAR = 30.0
"""Distance from which colour alone would do."""


def linear(colour):
    values = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    scaled = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(scaled > 216 / 24389, np.cbrt(scaled), (24389 / 27 * scaled + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("kind", KINDS)
def test_any_two_lines_differ_in_colour_or_else_in_mark_and_dash(kind):
    looks = [BASELINE, *(Look.number(position) for position in range(len(COLOURS)))]
    seen = [lab(np.array(KINDS[kind]) @ linear(look.colour)) for look in looks]
    for one in range(len(looks)):
        for other in range(one):
            apart = np.linalg.norm(seen[one] - seen[other])
            assert apart >= LEAST, (kind, looks[one], looks[other])
            if apart < FAR:
                assert looks[one].line != looks[other].line
                assert looks[one].marker != looks[other].marker


def test_the_first_twenty_looks_are_all_different():
    assert len({(look.colour, str(look.line), look.marker) for look in map(Look.number, range(20))}) == 20


@pytest.mark.parametrize("kind", KINDS)
def test_above_and_below_differ_and_are_neither_better_nor_worse(kind):
    def apart(one, other):
        eye = np.array(KINDS[kind])
        return np.linalg.norm(lab(eye @ linear(one)) - lab(eye @ linear(other)))

    assert apart(ABOVE, BELOW) >= FAR
    strong = (*DIVERGING[:2], *DIVERGING[-2:], ABOVE, BELOW)
    assert min(apart(one, judged) for one in strong for judged in (BETTER, WORSE)) >= LEAST
