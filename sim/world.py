"""A region at a quarter: its tables, its money, and what addresses its chance. The step moves it by one quarter."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sim.accounts import account_names
from sim.chance import Key, make_key
from sim.declared.slots import slots_of
from sim.ledger import Ledger
from sim.loops.spans import Threads
from sim.opening import Opening, open_region
from sim.policy.event import Happening, compile_events
from sim.policy.target import Adopted, compile_targets, years_of
from sim.programmes.compiled import Compiled, compile_programmes
from sim.programmes.layout import Layout, lay_out
from sim.quarter import Quarter
from sim.region import Region
from sim.scenario import Scenario
from sim.tables import (
    BLOCKS,
    Cells,
    City,
    Counties,
    Environment,
    Farms,
    Firms,
    Knowhow,
    Network,
    Parks,
    Plots,
    Projects,
    Recognition,
    Residents,
    Services,
    Towns,
    Treasury,
    Villages,
    Visits,
    copy_table,
)
from sim.tables.policies import EventState, PairState, ProgrammeState, TargetState

STATE = ("cells", "counties", "towns", "city", *BLOCKS)
"""Names of the tables that change in a run, firms and money apart."""
POLICY_STATE = ("programme_state", "pair_state", "event_state", "target_state")
"""Names of the tables that belong to the policies of a scenario."""


@dataclass(frozen=True)
class Event:
    """Something that happened once: quarter, what, to whom, yuan where money is the matter, a word of why."""

    quarter: int
    event: str
    subject: str
    yuan: int
    note: str


@dataclass
class World:
    """Everything that changes in a run, beside what it was opened from."""

    region: Region
    scenario: Scenario
    opening: Opening
    key: Key
    quarter: int
    """Number of the quarter that the next step simulates."""
    firms: Firms
    cells: Cells
    counties: Counties
    towns: Towns
    city: City
    treasury: Treasury
    parks: Parks
    plots: Plots
    projects: Projects
    recognition: Recognition
    villages: Villages
    farms: Farms
    residents: Residents
    services: Services
    visits: Visits
    environment: Environment
    network: Network
    knowhow: Knowhow
    ledger: Ledger
    programme_state: ProgrammeState
    pair_state: PairState
    event_state: EventState
    target_state: TargetState
    programmes: tuple[Compiled, ...]
    layout: Layout
    """The programmes side by side."""
    threads: Threads = field(default_factory=Threads)
    events: list[Event] = field(default_factory=list)
    happenings: tuple[Happening, ...] = ()
    """Events of the policies, their names resolved against the opening."""
    adopted: tuple[Adopted, ...] = ()
    """Targets that the policies adopt."""
    before: dict[str, np.ndarray] = field(default_factory=dict)
    """Indicators of the year before the start, `level/key` -> value by place; empty without a year of warm-up."""
    warm_up_factor: float = 1.0
    """What the warm-up took outside demand and output per person times, to meet the trend."""
    access_exports: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """What market access does to the exports of a cell; with the next two, worked out anew from the state."""
    purchases: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """Share of a county's purchases of a sector bought in another [sectors, buyers, sellers]."""
    trade_matrix: np.ndarray = field(default_factory=lambda: np.zeros(0))

    @classmethod
    def at_opening(
        cls,
        region: Region,
        scenario: Scenario,
        opening: Opening,
        threads: Threads | None = None,
        firms: Firms | None = None,
    ) -> World:
        """A world at its opening, with the opening's key: the first quarter of the warm-up comes next."""
        names = account_names(
            region.counties.names_zh,
            region.sectors.codes,
            region.towns.names_zh,
            tuple(park.name_zh for park in region.parks),
            region.villages.names_zh,
        )
        ledger = Ledger(opening.plan, names, slots_of(scenario.policy))
        np.copyto(ledger.cash, opening.cash)
        world = cls(
            region=region,
            scenario=scenario,
            opening=opening,
            key=make_key(scenario.opening_seed),
            quarter=opening.trend.first,
            firms=(firms or opening.firms).copy(),
            cells=copy_table(opening.cells_state),
            counties=copy_table(opening.county_state),
            towns=copy_table(opening.town_state),
            city=copy_table(opening.city_state),
            **{name: copy_table(getattr(opening.blocks, name)) for name in BLOCKS},
            ledger=ledger,
            programme_state=ProgrammeState.none(0),
            pair_state=PairState.none(len(scenario.policy.pairings)),
            event_state=EventState.none(len(scenario.policy.events)),
            target_state=TargetState.none(0, region.counties.n),
            programmes=(),
            layout=lay_out(ledger, (), region.counties.n),
            threads=threads or Threads(),
        )
        world.prepare_policies()
        return world

    def prepare_policies(self) -> None:
        """Resolve the names that policies use against the opening, and make room for what they remember."""
        if self.scenario.policy.programmes:
            self._compile_programmes()
        self.happenings, self.adopted = compile_events(self), compile_targets(self.region, self.scenario)
        places = self.happenings[-1].memory.stop if self.happenings else 0
        self.event_state = EventState.none(len(self.happenings), places)
        if self.adopted:
            last, years = self.adopted[-1], years_of(self.scenario).size
            room = (last.parts.stop, last.values.stop + last.shares, years)
            self.target_state = TargetState.none(len(self.adopted), self.region.counties.n, *room)

    def _compile_programmes(self) -> None:
        """Programmes as arrays, read off the opening; nothing of them has begun."""
        self.programmes = compile_programmes(self)
        layout = self.layout = lay_out(self.ledger, self.programmes, self.opening.counties)
        self.programme_state = ProgrammeState.none(
            layout.count,
            layout.rows,
            layout.cell_row.size,
            layout.payer_count,
            layout.pipe_size,
            layout.bid.size,
        )

    def as_start_of(self, scenario: Scenario, threads: Threads | None = None) -> World:
        """A copy of this warmed-up world for a scenario that differs in its policies only."""
        world = World.at_opening(self.region, scenario, self.opening, threads, firms=self.firms)
        world.take_state(self)  # its policies have not begun: their own tables stay as they are made
        return world

    def take_state(self, other: World) -> None:
        """Take over everything that changes from another world of the same region, firms excepted."""
        self.quarter = other.quarter
        for name in STATE:
            setattr(self, name, copy_table(getattr(other, name)))
        np.copyto(self.ledger.cash, other.ledger.cash)
        self.events, self.warm_up_factor = list(other.events), other.warm_up_factor
        self.before = dict(other.before)

    def fork(self) -> World:
        """An independent copy at the same quarter: same state, same chance, from here on its own."""
        world = World.at_opening(self.region, self.scenario, self.opening, self.threads, firms=self.firms)
        world.take_state(self)
        for name in POLICY_STATE:
            setattr(world, name, copy_table(getattr(self, name)))
        world.key = self.key
        return world

    def begin_quarter(self) -> Quarter:
        """Rates and indices of the quarter about to be simulated."""
        trend, t = self.opening.trend, self.quarter - self.opening.trend.first
        at = t + 1
        credit = self.scenario.parameters.credit
        now = Quarter(
            t=t,
            number=self.quarter,
            price=float(trend.price[at]),
            price_next=float(trend.price[at + 1]),
            growth=float(trend.real[at + 1] / trend.real[at]) - 1.0,
            growth_into=float(trend.nominal[at] / trend.nominal[at - 1]) - 1.0,
            nominal=float(trend.nominal[at]),
            nominal_before=float(trend.nominal[at - 1] / trend.nominal[0]),
            firm_index=self.city.firm_index,
            counties=self.opening.counties,
            cells=self.opening.cells,
            village_spent=np.zeros(self.region.villages.n, np.int64),
        )
        now.loan_rate[:] = credit.loan_rate_per_year
        now.loan_limit[:] = credit.loan_limit_share_of_capital
        return now

    def log(self, event: str, subject: str, yuan: int = 0, note: str = "") -> None:
        """Remember something that happened this quarter."""
        self.events.append(Event(self.quarter, event, subject, yuan, note))


def open_world(region: Region, scenario: Scenario, threads: Threads | None = None) -> World:
    """A world at its opening."""
    return World.at_opening(region, scenario, open_region(region, scenario), threads)
