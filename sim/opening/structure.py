"""What a region's cells are: arrays over counties x sectors that never change in a run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.calendar import parse_quarter, year_of
from sim.region import OpeningData, Region
from sim.scenario import Scenario
from sim.trend import Trend


@dataclass(frozen=True)
class Structure:
    """Constants of the cells, county by county, sectors inside; shares of gross output unless named otherwise."""

    counties: int
    sectors: int
    county_of: np.ndarray
    sector_of: np.ndarray
    materials_share: np.ndarray
    labour_share_of_output: np.ndarray
    production_tax_share_of_value_added: np.ndarray
    depreciation: np.ndarray
    """Share of capital a quarter: depreciation share of value added over capital per value added."""
    capital_per_output: np.ndarray
    """Capital per quarterly gross output at normal utilisation."""
    noise_scale: np.ndarray
    owner: np.ndarray
    """Whether all firms are run by owners (farming): wages are a residual."""
    callable: np.ndarray
    """Whether owners, or who stands for them, must pay for investment."""
    call_payer_households: np.ndarray
    call_payer_up: np.ndarray
    residual_buyer_up: np.ndarray
    """Whether the province buys what the region does not, rather than markets outside."""
    industry: np.ndarray
    baskets: np.ndarray
    population_share: np.ndarray
    largest_county: int

    @property
    def cells(self) -> int:
        """Number of cells."""
        return self.counties * self.sectors

    def by_county(self, values: np.ndarray) -> np.ndarray:
        """Sums of a cell array by county, in sector order."""
        # One row a sector: rows are added to one another in their order, which a sum along a row would not promise.
        return np.ascontiguousarray(values.reshape(self.counties, self.sectors).T).sum(0)

    def sector_means(self, values: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """Weighted means over counties of a cell value, summed in county order [sectors]."""
        total, weight = np.zeros(self.sectors), np.zeros(self.sectors)
        for county in range(self.counties):
            mine = slice(county * self.sectors, (county + 1) * self.sectors)
            total, weight = total + (values * weights)[mine], weight + weights[mine]
        return total / weight


def structure_of(region: Region) -> Structure:
    """The cell constants of a region."""
    sectors, counties = region.sectors, region.counties.n
    materials = np.zeros(sectors.n)
    for row in region.io:
        materials = materials + row
    value_added = 1.0 - materials
    every = np.tile(np.arange(sectors.n), counties)
    payer = np.array(sectors.capital_call_payer)[every]
    people = region.county_population
    total = 0.0
    for count in people:
        total += count
    return Structure(
        counties=counties,
        sectors=sectors.n,
        county_of=np.repeat(np.arange(counties), sectors.n),
        sector_of=every,
        materials_share=materials[every],
        labour_share_of_output=(sectors.labour_share * value_added)[every],
        production_tax_share_of_value_added=sectors.production_tax_share[every],
        depreciation=(sectors.depreciation_share / sectors.capital_per_value_added / 4.0)[every],
        capital_per_output=(sectors.capital_per_value_added * value_added * 4.0)[every],
        noise_scale=sectors.noise_scale[every],
        owner=sectors.mixed_income[every].astype(bool),
        callable=payer != "",
        call_payer_households=payer == "HH",
        call_payer_up=payer == "UP",
        residual_buyer_up=np.array(sectors.residual_buyer)[every] == "UP",
        industry=sectors.industry[every].astype(bool),
        baskets=np.stack(
            [
                sectors.consumption_share,
                sectors.firm_investment_share,
                sectors.housing_share,
                sectors.government_purchase_share,
                sectors.government_investment_share,
            ]
        ),
        population_share=people / total,
        largest_county=int(np.argmax(people)),
    )


@dataclass(frozen=True)
class Setting:
    """All that the opening is a function of: region, data of its date, scenario, trend."""

    region: Region
    data: OpeningData
    scenario: Scenario
    trend: Trend
    structure: Structure

    @property
    def flow_share(self) -> float:
        """First quarter's flow over the total of the year that the opening's figures are of."""
        return self.trend.quarter_flow_share(self.opening_year)

    @property
    def opening_year(self) -> int:
        """The year whose totals the opening gives: the one that ends with it."""
        return year_of(parse_quarter(self.data.name))

    @property
    def into(self) -> float:
        """Nominal trend growth into the first quarter."""
        return float(self.trend.nominal[1] / self.trend.nominal[0]) - 1.0

    @property
    def growth(self) -> float:
        """Real trend growth from the first quarter to the next."""
        return float(self.trend.real[2] / self.trend.real[1]) - 1.0

    @property
    def price_next(self) -> float:
        """Price of the second quarter; the first has one."""
        return float(self.trend.price[2])
