"""What governments owe, do and report beyond their yearly budgets (财政)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np


class Goal(IntEnum):
    """Goals among which leaders of a county divide their effort (工作精力)."""

    ATTRACTION = 0  # 招商
    LADDER = 1  # 企业培育
    PARKS = 2  # 园区建设
    VILLAGES = 3  # 乡村
    SERVICES = 4  # 公共服务
    ENVIRONMENT = 5  # 环境


@dataclass
class Treasury:
    """One row a county."""

    effort: np.ndarray
    """Effort by goal beside the usual [counties, goals]; one everywhere at the opening, always one in the mean."""
    pressure: np.ndarray
    """Pressure of stated targets by goal, zero without targets [counties, goals]."""
