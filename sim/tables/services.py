"""Schools and hospitals of the towns (公共服务)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class Services:
    """One entry a town; quality is an index, one being the city's mean at the opening."""

    school_places: np.ndarray
    """School places (学位)."""
    school_quality: np.ndarray
    """Quality of schools, index."""
    beds: np.ndarray
    """Hospital beds (床位)."""
    hospital_quality: np.ndarray
    """Quality of hospitals, index."""
    attraction: np.ndarray
    """Log utility that services give a town's residents beside the opening's, zero at the opening."""
    points: np.ndarray
    """Points where villagers find everyday services (便民服务点)."""
    area: np.ndarray
    """Area of the town, km2."""
    school_places_added: np.ndarray
    """Places that programmes have built so far."""
    school_quality_reference: np.ndarray
    """Quality of schools at the opening, index."""
    hospital_quality_reference: np.ndarray
    """Quality of hospitals at the opening, index."""
    children_per_place: np.ndarray
    """Young people a school place at the opening."""
    people_per_bed: np.ndarray
    """Residents a bed at the opening."""
    spending_reference: np.ndarray
    """Public spending a head in the first quarter, yuan [counties]; zero before it."""

    @property
    def known(self) -> bool:
        """Whether the region gives its schools and hospitals."""
        return bool((self.school_places > 0).any())

    def add_places(self, yuan: np.ndarray, price: float, cost: float) -> np.ndarray:
        """Build school places for yuan by town, at a cost in opening prices; returns places."""
        places = yuan / (cost * price)
        self.school_places = self.school_places + places
        self.school_places_added = self.school_places_added + places
        return places

    def add_beds(self, yuan: np.ndarray, price: float, cost: float) -> np.ndarray:
        """Build hospital beds for yuan by town, at a cost in opening prices; returns beds."""
        beds = yuan / (cost * price)
        self.beds = self.beds + beds
        return beds

    def add_points(self, yuan: np.ndarray, price: float, cost: float) -> np.ndarray:
        """Open points of everyday services for yuan by town; returns points."""
        points = yuan / (cost * price)
        self.points = self.points + points
        return points

    def raise_quality(
        self, domain: str, yuan: np.ndarray, people: np.ndarray, price: float, cost: float, sd: float
    ) -> np.ndarray:
        """Pay staff and equipment of a domain (school, hospital): `cost` yuan a resident for one sd of quality.

        What is not kept up wears off, as quality goes back to what ordinary spending allows.
        """
        gained = sd * yuan / (np.maximum(people, 1.0) * cost * price)
        name = f"{domain}_quality"
        setattr(self, name, getattr(self, name) + gained)
        return gained

    def share_quality(
        self,
        domain: str,
        donor: int,
        recipient: int,
        gap_share: float,
        loss_share: float,
        people: np.ndarray,
    ) -> tuple[float, float]:
        """Staff of a donor town serve a recipient for a quarter: it closes a share of the gap in quality.

        gain = gap_share max(0, Q_d - Q_r); the donor loses loss_share x gain x people_r / people_d, so of quality
        times people no more than the share loss_share of what is gained is lost. Returns gain and loss.
        """
        quality = getattr(self, f"{domain}_quality")
        gain = gap_share * max(0.0, float(quality[donor] - quality[recipient]))
        given, loss = self.give_quality(
            domain, np.array([donor]), np.array([recipient]), np.array([gain]), loss_share, people
        )
        return float(given[0]), loss

    def give_quality(
        self,
        domain: str,
        donors: np.ndarray,
        recipients: np.ndarray,
        gain: np.ndarray,
        loss_share: float,
        people: np.ndarray,
        floor_share: float = 0.0,
        best: float = np.inf,
    ) -> tuple[np.ndarray, float]:
        """Recipient towns gain quality, donor towns lose loss_share x sum(gain x people_r) / people_d each.

        Nobody is lifted above the donors' mean or `best`, whichever is more, and no more is sent than leaves every
        donor floor_share of its own opening quality. Without donors, nobody of the region loses. Returns what was
        gained and the loss of each donor.
        """
        name = f"{domain}_quality"
        quality, opening = getattr(self, name).copy(), getattr(self, f"{name}_reference")
        left = float(people[donors].sum())
        ahead = max(best, float((quality[donors] * people[donors]).sum()) / max(left, 1.0))
        gain = np.minimum(gain, np.maximum(ahead - quality[recipients], 0.0))
        loss = 0.0
        if donors.size:
            loss = loss_share * float((gain * people[recipients]).sum()) / max(left, 1.0)
            room = max(float((quality[donors] - floor_share * opening[donors]).min()), 0.0)
            if loss > room:
                gain, loss = gain * (room / loss), room
        quality[recipients] += gain
        quality[donors] -= loss
        setattr(self, name, quality)
        return gain, loss

    def minutes_to_service(self, km_per_hour: float) -> np.ndarray:
        """Minutes to the nearest point: 0.5 sqrt(area / points) km as the crow flies, 1.3 times that on the road."""
        points = np.maximum(self.points, 1e-9)
        return np.where(self.points > 0, 60.0 * 1.3 * 0.5 * np.sqrt(self.area / points) / km_per_hour, 0.0)
