"""Projects under way at the opening, and the opening's firms that are named anchors.

Without a table of stocks `projects.csv` there are no leads, and without `anchors.csv` no anchors. The pipeline is
drawn quarter by quarter as if ordinary leads had signed before: those not yet producing stand in the list. Its
purchases are shocks beside the opening's flows: a world at rest has no leads and no pipeline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.calendar import EPOCH
from sim.chance import Use, draws, make_key
from sim.contracts import building_quarters, executed, size
from sim.kernels.maths import power_array
from sim.locate import ALL_OF_IT, code_of
from sim.rates import per_quarter
from sim.region.anchors import Anchor, read_anchors
from sim.tables import Projects
from sim.tables.projects import Stage, no_projects
from sim.tables.rows import large_rows, values_of

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known

ANCHOR_QUARTERS = 6
"""Instalments of a named project whose date is given."""


def open_projects(known: Known, flows: Flows) -> Projects:
    """First state; no flows, as projects begin to order in the first quarter."""
    setting, region = known.setting, known.setting.region
    rules, stocks = setting.scenario.parameters.projects, setting.data.stocks
    structure, nodes, parks = setting.structure, region.outside.n, len(region.parks)
    city, sectors = region.city_code, region.sectors.codes
    given = stocks.has("projects_signed_per_year")
    lead_weight = np.zeros((nodes, structure.sectors))
    need = np.zeros(structure.sectors)
    for s, code in enumerate(sectors):
        lead_weight[:, s] = stocks.of(f"lead_weight_{code}", region.outside.ids, 0.0)
        need[s] = float(stocks.of(f"energy_need_{code}", [city], 0.0)[0])
    total = float(lead_weight.sum())
    lead_weight = lead_weight / total if total > 0 else lead_weight
    anchors = read_anchors(region)
    firm, cell = _mark_anchors(known, anchors)
    chains = sorted({anchor.chain for anchor in anchors if anchor.chain})
    counties = structure.counties
    projects = Projects(
        relation=np.zeros((nodes, counties)),
        subsidy_share=np.full(counties, rules.subsidy_share),
        subsidy_added=np.zeros(counties),
        promotion=np.zeros(counties),
        energy_quota=np.zeros(counties),
        lead_weight=lead_weight,
        energy_need=need,
        counted_from=lead_weight.sum(0),
        signed_per_year=stocks.one("projects_signed_per_year", city) if given else 0.0,
        size_least=stocks.one("project_size_least", city) if given else 1.0,
        size_most=stocks.one("project_size_most", city) if given else 1.0,
        rival_utility=np.zeros(structure.sectors),
        rivals_known=0,
        anchor_firm=firm,
        anchor_cell=cell,
        anchor_chain=np.array([chains.index(a.chain) + 1 if a.chain else 0 for a in anchors], np.int64),
        anchor_share=np.zeros(structure.cells),
        anchor_share_opening=np.zeros(structure.cells),
        concentration=np.zeros(counties),
        candidates=np.zeros(0, np.uint64),
        candidate_cell=np.zeros(0, np.int64),
        failed=np.zeros(parks),
        dropped=np.zeros(parks),
        lost_leads=np.zeros(nodes),
        lost_now=np.zeros(nodes),
        signed_now=np.zeros(parks, np.int64),
        landed_now=np.zeros(parks, np.int64),
        executed_now=np.zeros(parks, np.int64),
        land_bought=np.zeros(parks, np.int64),
        subsidy_due=np.zeros(counties, np.int64),
        **no_projects(),
    )
    if given and total > 0 and parks and rules.leads_share > 0:
        _fill_pipeline(known, projects)
        _add_dated(known, projects, anchors)
    return projects


def _mark_anchors(known: Known, anchors: tuple[Anchor, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Ids and cells: the largest firms of a county and sector are its anchors, ranked by their stated sales."""
    sectors = known.setting.structure.sectors
    cell = np.array([anchor.county * sectors + anchor.sector for anchor in anchors], np.int64)
    firm = np.zeros(len(anchors), np.uint64)
    if not anchors:
        return firm, cell
    firms = known.firms
    page, row = large_rows(firms, known.setting.data.facts.above_scale_threshold_yuan)
    ids, where = firms.ids[page, row], firms.cell[page]
    sales = values_of(firms, page, row, "sales")
    for one in sorted(set(cell.tolist())):
        mine = [i for i in range(len(anchors)) if cell[i] == one and not anchors[i].opens]
        mine.sort(key=lambda i: (-anchors[i].sales, anchors[i].id))
        there = np.flatnonzero(where == one)
        there = there[np.argsort(-sales[there].astype(np.float64), kind="stable")]
        for i, at in zip(mine, there, strict=False):
            firm[i] = ids[at]
    return firm, cell


def _fill_pipeline(known: Known, projects: Projects) -> None:
    """Ordinary signatures of past quarters that are not yet producing."""
    setting = known.setting
    rules, first = setting.scenario.parameters.projects, setting.trend.first
    key = make_key(setting.scenario.opening_seed)
    mean_size = np.sqrt(projects.size_least * projects.size_most)
    mean = rules.leads_share * per_quarter(projects.signed_per_year) / mean_size
    code, longest = code_of("pipeline"), int(rules.delay_months / 3.0) + 2 + rules.build_most_quarters
    chance = draws(
        key,
        np.array([code] * longest, np.uint64),
        EPOCH,
        Use.OPENING_PROJECT,
        0,
        np.arange(1, longest + 1).astype(np.uint64),
    )
    counts = np.floor(mean + chance[:, 0]).astype(np.int64)
    back = np.repeat(np.arange(longest) + 1, counts)
    number = np.arange(back.size) - np.repeat(np.cumsum(counts) - counts, counts)
    since = (first - EPOCH - back).astype(np.uint64)
    ids = (np.uint64(code) << np.uint64(32)) | (since << np.uint64(16)) | number.astype(np.uint64)
    one, two = (draws(key, ids, EPOCH, Use.OPENING_PROJECT, block) for block in (1, 2))
    flat = projects.lead_weight.ravel().cumsum()
    pick = np.searchsorted(flat, one[:, 0] * flat[-1], side="right").clip(max=flat.size - 1)
    node, sector = np.divmod(pick, projects.lead_weight.shape[1])
    park = _places(known, sector, one[:, 1])
    signed = size(projects.size_least, projects.size_most, one[:, 2])
    started = first - back + np.maximum(np.floor(rules.delay_months / 3.0 + two[:, 2]), 1).astype(np.int64)
    quarters = building_quarters(rules, two[:, 3])
    share = executed(rules, two[:, 1])
    paid = np.maximum(first - 1 - started, 0)
    building = started < first
    alive = np.where(building, (two[:, 0] < rules.start_share) & (paid < quarters), True)
    projects.add(
        ids=ids[alive],
        node=node[alive],
        sector=sector[alive],
        park=park[alive],
        stage=np.where(building, Stage.BUILDING, Stage.SIGNED)[alive],
        signed=signed[alive],
        land=(rules.new_share * signed / rules.investment_yuan_per_mu)[alive],
        executed_share=share[alive],
        starts=started[alive],
        quarters=quarters[alive],
        paid=np.where(building, paid, 0)[alive],
        page=np.full(int(alive.sum()), -1),
    )


def _places(known: Known, sector: np.ndarray, uniform: np.ndarray) -> np.ndarray:
    """Parks drawn by how much of the sector their county has: weights (1 + 10 share)^b2."""
    setting = known.setting
    structure, rules = setting.structure, setting.scenario.parameters.projects
    output = known.output.reshape(structure.counties, structure.sectors)
    share = 1.0 + ALL_OF_IT * output / output.sum(0)
    county = np.array([park.county for park in setting.region.parks])
    weight = power_array(np.ascontiguousarray(share[county]).ravel(), rules.cluster_weight)
    running = weight.reshape(county.size, structure.sectors).cumsum(0)
    mine = running[:, sector]
    return np.asarray((mine <= uniform * mine[-1]).sum(0).clip(max=county.size - 1))


def _add_dated(known: Known, projects: Projects, anchors: tuple[Anchor, ...]) -> None:
    """Named projects with a date of their own: under way, or signed and to start in time."""
    rules, first = known.setting.scenario.parameters.projects, known.setting.trend.first
    for number, anchor in enumerate(anchors):
        begins = anchor.opens - ANCHOR_QUARTERS  # the first instalment follows a quarter later
        if anchor.opens < first:
            continue
        under_way = begins < first
        projects.add(
            ids=np.array([(code_of(anchor.id) << 32) | number], np.uint64),
            node=-1,
            sector=anchor.sector,
            park=anchor.park,
            stage=Stage.BUILDING if under_way else Stage.SIGNED,
            signed=anchor.investment,
            land=rules.new_share * anchor.investment / rules.investment_yuan_per_mu,
            executed_share=1.0,
            starts=begins,
            quarters=ANCHOR_QUARTERS,
            paid=max(first - 1 - begins, 0),
            anchor=number + 1,
            page=-1,
        )
