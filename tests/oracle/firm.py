"""One firm of the twin and its rules, each the equation as a sentence of Python (float64, whole yuan for money)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sim.parameters import Parameters
from tests.oracle.chance import laplace

PROPRIETOR = 1


@dataclass
class Firm:
    """A row: one firm, or several small ones that share their luck."""

    who: int
    cell: int
    town: int
    orders: float
    productivity: float
    persons: float
    capital: float
    sales: float
    noise: float
    hazard: float
    members: int
    cash: int
    loans: int
    ordered: int
    constrained: bool
    rung: int
    illiquid: int
    born: int
    titles: int = 0
    leaving: bool = False
    demand: float = 0.0
    """Orders of the quarter, yuan."""
    output: int = 0

    @property
    def efficiency(self) -> float:
        """Output per person beside the cell's."""
        return math.exp(self.productivity)

    @property
    def proprietor(self) -> bool:
        """Whether profit is its owner's income."""
        return self.rung <= PROPRIETOR

    @property
    def high_tech(self) -> bool:
        """Whether it is recognised as high-tech: a lower profit tax, likelier to be listed."""
        return bool(self.titles & 1)


def nearest(amount: float) -> int:
    """To the nearest whole yuan, halves up."""
    return math.floor(amount + 0.5)


def assess(firm: Firm, rules: Parameters, since: int) -> None:
    """Noise and hazard of a year, from last year's sales and age (January, and when a firm is founded)."""
    growth, death = rules.growth, rules.exit
    size = max(firm.sales / firm.members, 1e4)
    sd = min(growth.noise_sd_limit_share, growth.noise_sd_share * (size / 2e7) ** -growth.noise_size_exponent)
    firm.noise = 0.5 * sd / math.sqrt(growth.noise_probability_share)
    ages = death.hazard_by_age_per_year
    by_age = death.scale * ages[min((since - firm.born) // 4, len(ages) - 1)]
    small = min(death.small_limit_factor, (size / 1e6) ** -death.size_exponent)
    large = max(1.0, size / 2e7) ** -death.large_exponent
    protected = firm.sales / firm.members >= death.protected_sales_yuan
    firm.hazard = 0.0 if protected else 0.25 * by_age * small * large


def climb(firm: Firm, rules: Parameters, chance: float, kind: float) -> None:
    """Rung of the next year: individual, sole proprietor, company, joint-stock, listed."""
    ladder, sales = rules.ladder, firm.sales / firm.members
    if firm.rung == 0 and chance < ladder.individual_to_enterprise_per_year:
        firm.rung = 1 if kind < ladder.sole_proprietor_share else 2
    elif firm.rung == 1 and chance < ladder.proprietor_to_company_per_year:
        firm.rung = 2
    elif firm.rung == 2 and sales >= ladder.joint_stock_sales_yuan:
        firm.rung += chance < ladder.company_to_joint_stock_per_year
    elif firm.rung == 3 and sales >= ladder.listed_sales_yuan:
        likelier = ladder.listed_high_tech_factor if firm.high_tech else 1.0
        firm.rung += chance < likelier * ladder.joint_stock_to_listed_per_year


def apart(firm: Firm) -> list[Firm]:
    """The members of a grown row as firms of their own; the first take the yuan that cannot be shared."""
    parts = []
    for number in range(firm.members):
        part = replace(firm, who=firm.who + number, members=1)
        for name in ("orders", "persons", "capital", "sales"):
            setattr(part, name, getattr(firm, name) / firm.members)
        for name in ("cash", "loans", "ordered"):
            share, left = divmod(getattr(firm, name), firm.members)
            setattr(part, name, share + (number < left))
        parts.append(part)
    return parts


def reweigh(
    firm: Firm, rules: Parameters, uniforms: tuple[float, ...], advantage: float, entrants: float
) -> None:
    """New order weight: what the firm is better at, its luck made fair in the mean, customers of the expected dead.

    `advantage`: what all firms of the cell have in common, less the mean of the sector.
    """
    growth, b, p = rules.growth, firm.noise, rules.growth.noise_probability_share
    luck = b * laplace(uniforms[1]) if uniforms[0] < p else 0.0
    fair = 1.0 - p + p / (1.0 - b * b / 2.0)
    edge = growth.productivity_weight * firm.productivity + advantage
    firm.orders *= math.exp(growth.replicator_per_quarter * edge + luck) / fair * (1 + firm.hazard - entrants)
    firm.leaving = uniforms[3] < firm.hazard


def learn(firm: Firm, rules: Parameters, sector_noise: float, uniform: float) -> None:
    """Productivity: a stationary walk."""
    keep = 1.0 - rules.productivity.return_per_quarter
    spread = rules.productivity.sd_share * sector_noise * math.sqrt(1.0 - keep * keep)
    firm.productivity = keep * firm.productivity + spread * laplace(uniform)


def wanted_change(firm: Firm, output_per_person: float, speed: float) -> float:
    """Persons to hire (or to dismiss) on the way to those that the orders need."""
    return speed * (firm.demand / (output_per_person * firm.efficiency) - firm.persons)


def capacity(firm: Firm, by_capital: float, by_person: float) -> float:
    """What machines and people allow, yuan."""
    return min(firm.capital * by_capital, firm.persons * firm.efficiency * by_person)
