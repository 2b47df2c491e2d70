"""Schools and hospitals of the towns (公共服务)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class Services:
    """One entry a town; quality is an index, one being the city's mean at the opening."""

    school_places: np.ndarray
    school_quality: np.ndarray
    beds: np.ndarray
    hospital_quality: np.ndarray
    attraction: np.ndarray
    """Log utility that services give a town's residents beside the opening's, zero at the opening."""
