"""Roads, bridges and railways of the quarter (交通网络): what is open, and how long journeys take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

BY_DATE, OPENED, SHUT = 0, 1, -1
"""What an event says of a link: nothing, so that the world's date holds; open; shut."""


@dataclass
class Network:
    """Links in the order of links.csv; journeys from counties to counties and outside nodes."""

    ordered: np.ndarray
    """What events say of a link [links]: 0 nothing, 1 open, -1 shut."""
    open: np.ndarray
    """Whether a link is open this quarter [links]."""
    passenger: np.ndarray
    """Minutes of people this quarter [counties, counties + nodes]."""
    freight: np.ndarray
    """Minutes of goods this quarter [counties, counties + nodes]."""
