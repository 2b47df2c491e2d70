"""What counties learn from one another (结对帮带): links of know-how and what came of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class Knowhow:
    """Links are written by policies; without a link nothing is learnt."""

    intensity: np.ndarray
    """Strength of a link, 0 to 1 [donors, recipients]; zeros at the opening."""
    gained: np.ndarray
    """Log productivity that a cell has learnt and not forgotten, log points [cells]; zeros at the opening."""

    from_outside: np.ndarray
    """The same for what outside nodes teach, similarity counted already [nodes, counties]; zeros at the opening."""

    def link(self, donor: int, recipient: int, intensity: float) -> None:
        """Set the strength of a link between two counties; 0 ends it."""
        if donor == recipient or not 0.0 <= intensity <= 1.0:
            raise ValueError(
                f"link {donor} to {recipient} of {intensity}: two counties and 0 to 1 are needed"
            )
        self.intensity[donor, recipient] = intensity

    @property
    def linked(self) -> bool:
        """Whether any county is linked to another, or to an outside node."""
        return bool(self.intensity.any() or self.from_outside.any())
