"""State of the parks (园区): land by stage, park companies, quality."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

M2_PER_MU = 2000.0 / 3.0


class Item(IntEnum):
    """What a park company is owed, pays and gets in a quarter: the rows of `Parks.money`."""

    RENT_HOME = 0  # from owners who live in the county
    RENT_OUTSIDE = 1
    INTEREST = 2
    RUNNING_DUE = 3
    RUNNING_PAID = 4
    WORKS = 5
    LOANS = 6
    REPAID = 7
    SUPPORT = 8  # asked of the county; after payment what it gave


@dataclass
class Parks:
    """One entry a park, in the order of the region's parks; land in mu, whose stages always add up to the same area.

    A mu is planned, under construction, serviced, then sold; sold land is in use once its plant produces, or idle
    when it fails.
    """

    planned: np.ndarray
    """Not yet under construction, mu."""
    building: np.ndarray
    """Being serviced, mu by quarters to go [parks, quarters]: what stands first is done next."""
    phase_quarters: np.ndarray
    """Quarters until the company's own phase is done, 0 without one; programmes service land beside it [parks]."""
    serviced: np.ndarray
    """Serviced and not yet sold, mu."""
    sold: np.ndarray
    """Sold, its plant not yet producing, mu."""
    in_use: np.ndarray
    """Under plants that produce, mu."""
    idle: np.ndarray
    """Sold land whose project failed or whose firm closed, mu."""
    floor_area_ratio: np.ndarray
    """Floor of plants over developed land (容积率)."""
    quality: np.ndarray
    """How well a park spills over, 0 to 1, drawn at the opening; below a threshold it gives nothing."""
    quality_built: np.ndarray
    """Part of the quality that programmes built, 0 to 1."""
    quality_upkeep_paid: np.ndarray
    """Running costs of it paid this quarter, yuan at opening prices."""
    debt: np.ndarray
    """Loans of the park company, whole yuan."""
    price: np.ndarray
    """Land price, yuan a mu at opening prices."""
    raising: np.ndarray
    """Standard plants being built (工业上楼), m2 of floor by quarters to go [parks, quarters]."""
    plant_floor: np.ndarray
    """Standard plants that the company built since the opening and lets, m2 of floor."""
    bill: np.ndarray
    """Works ordered and not yet paid, yuan at opening prices by quarters to go [parks, quarters]."""
    rent: np.ndarray
    """Rent and fees a mu in use, yuan a quarter on the opening's nominal trend, solved at the opening."""
    sector_share: np.ndarray
    """What a park's land is used for, shares by sector [parks, sectors]."""
    jobs: np.ndarray
    """Persons that worked in an industrial cell at the opening, zero in other cells [cells]."""
    lift: np.ndarray
    """Log productivity that parks gave to a cell at the opening, from which changes count [cells]."""
    occupancy_before: np.ndarray
    """Share of a county's developed park land that was in use at the opening [counties]."""
    decayed: np.ndarray
    """Serviced land that fell back to planned for want of upkeep, mu since the opening."""
    number: np.ndarray
    """The number of the park's id, for its draws."""
    money: np.ndarray
    """Whole yuan of the quarter by item [items, parks]."""

    def sell(self, park: int, mu: float) -> None:
        """Serviced land is sold to a project."""
        self.serviced[park] -= mu
        self.sold[park] += mu

    def still_sold(self, park: int, mu: float) -> float:
        """Of so much land bought, what stands as sold: never more than the park has."""
        return float(min(mu, self.sold[park]))

    def occupy(self, park: int, mu: float) -> None:
        """The plant on sold land produces."""
        self.sold[park] -= mu
        self.in_use[park] += mu

    def abandon(self, park: int, mu: float, producing: bool) -> None:
        """A project fails (sold land) or a firm closes (land in use): the land lies idle."""
        from_stage = self.in_use if producing else self.sold
        from_stage[park] -= mu
        self.idle[park] += mu

    def take_back(self, park: int, mu: float) -> None:
        """Idle land is offered again."""
        self.idle[park] -= mu
        self.serviced[park] += mu

    def area(self) -> np.ndarray:
        """All land of each park, mu: conserved."""
        return self.planned + self.building.sum(1) + self.developed()

    def developed(self) -> np.ndarray:
        """Land of each park that has roads and power, mu."""
        return self.serviced + self.sold + self.in_use + self.idle

    def occupancy(self) -> np.ndarray:
        """Share of developed land in use; none of nothing."""
        developed = self.developed()
        return np.where(developed > 0.0, self.in_use / np.where(developed > 0.0, developed, 1.0), 0.0)

    def begin_phase(self, mu: np.ndarray) -> np.ndarray:
        """Planned land goes under construction, no more than there is; returns the mu that did."""
        begun = np.minimum(mu, self.planned)
        self.planned = self.planned - begun
        self.building[:, -1] += begun
        return begun

    def service_land(self, yuan: np.ndarray, cost_per_mu: float) -> np.ndarray:
        """Yuan of a programme become land under construction: mu = yuan / cost, up to the planned land.

        Returns what was used, whole yuan by park; the rest could not be absorbed. The programme buys the works.
        """
        begun = self.begin_phase(yuan / cost_per_mu)
        return np.minimum(np.floor(begun * cost_per_mu + 0.5).astype(np.int64), yuan)

    def build_plants(self, yuan: np.ndarray, cost_per_m2: float, highest_ratio: float) -> np.ndarray:
        """Yuan of a programme become standard plants under construction, up to the highest floor area ratio.

        Returns what was used, whole yuan by park; the programme buys the works.
        """
        floor = np.minimum(yuan / cost_per_m2, self.room_upward(highest_ratio))
        self.raising[:, -1] += floor
        return np.minimum(np.floor(floor * cost_per_m2 + 0.5).astype(np.int64), yuan)

    def raise_quality(self, yuan: np.ndarray, cost_per_mu: float) -> np.ndarray:
        """Services and common works of a programme: q += (1 - q) x / (1 + x), x = yuan / (cost x developed mu)."""
        developed = self.developed()
        x = np.where(developed > 0.0, yuan / (cost_per_mu * np.maximum(developed, 1e-9)), 0.0)
        raised = (1.0 - self.quality) * x / (1.0 + x)
        self.quality = self.quality + raised
        self.quality_built = self.quality_built + raised
        return np.asarray(raised)

    def pay_upkeep(self, yuan: np.ndarray) -> None:
        """Running costs of built quality paid this quarter, yuan at opening prices by park."""
        self.quality_upkeep_paid = self.quality_upkeep_paid + yuan

    def room_upward(self, highest_ratio: float) -> np.ndarray:
        """Floor that may yet be added to developed land, m2, what is being built taken off."""
        room = (highest_ratio - self.floor_area_ratio) * self.developed() * M2_PER_MU - self.raising.sum(1)
        return np.maximum(room, 0.0)

    def finish_works(self) -> None:
        """Works move a quarter on: land that is done is serviced, floor that is done is let."""
        self.serviced = self.serviced + self.building[:, 0]
        self.phase_quarters = np.maximum(self.phase_quarters - 1, 0)
        floor, developed = self.raising[:, 0], self.developed()
        self.plant_floor = self.plant_floor + floor
        self.floor_area_ratio = self.floor_area_ratio + floor / (
            M2_PER_MU * np.where(developed > 0.0, developed, 1.0)
        )
        for pipe in (self.building, self.raising, self.bill):
            pipe[:, :-1] = pipe[:, 1:]
            pipe[:, -1] = 0.0
