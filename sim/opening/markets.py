"""Regional purchases and exports of the opening: who buys where, and what is left for markets outside."""

from __future__ import annotations

import numpy as np

from sim.kernels.maths import kernel, power_array
from sim.opening.structure import Setting

CAP_STEPS = 500


def purchase_shares(setting: Setting, output: np.ndarray) -> np.ndarray:
    """Share of county b's purchases of s bought in county c, before the cap [sectors, buyers, sellers].

    R = rpc_s (own_s 1{b=c} + (1 - own_s) gravity), gravity ~ Y_sc / (minutes_bc + 15)^1.5: three rings.
    """
    region, trade = setting.region, setting.scenario.parameters.trade
    counties, sectors = region.counties.n, region.sectors
    shares = np.zeros((sectors.n, counties, counties))
    for s in range(sectors.n):
        minutes = region.travel_freight if sectors.freight[s] else region.travel_passenger
        distance = (minutes[:, :counties] + trade.terminal_minutes).ravel()
        pull = output[None, :, s] / power_array(distance, trade.purchase_decay).reshape(counties, counties)
        pull[np.diag_indices(counties)] = 0.0
        total = np.zeros(counties)
        for column in pull.T:
            total = total + column
        own = np.where(total > 0, sectors.own_county_share[s], 1.0)
        ring = pull / np.where(total > 0, total, 1.0)[:, None]
        shares[s] = sectors.regional_purchase_share[s] * (
            own[:, None] * np.eye(counties) + (1.0 - own)[:, None] * ring
        )
    return shares


@kernel
def sell_at_most(shares, wanted, output, most, steps):
    """Scale sellers down until local sales are at most a share of their output; returns local sales [sectors, sellers].

    `wanted`: local demand by sector and buying county. Shares are changed in place.
    """
    sectors, counties = wanted.shape
    sales = np.zeros((sectors, counties))
    for s in range(sectors):
        for _ in range(steps):
            changed = False
            for c in range(counties):
                total = 0.0
                for b in range(counties):
                    total += wanted[s, b] * shares[s, b, c]
                sales[s, c] = total
                if total > most * output[s, c] * (1.0 + 1e-13):
                    changed = True
                    for b in range(counties):
                        shares[s, b, c] *= most * output[s, c] / total
            if not changed:
                break
    return sales
