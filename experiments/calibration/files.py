"""What a calibration leaves in its folder: three tables and a summary that need nothing of ours to be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from experiments.calibration.asked import points_at
from experiments.calibration.declared import Calibration, Floats
from experiments.calibration.finding import HIGH, LOW, POINTS, Found
from experiments.calibration.reading import defaults
from experiments.store_files import write_table, write_text
from sim.indicators import BY_KEY
from sim.provenance import code_hash, versions

SUMMARY = "calibration.json"
QUANTILES = (LOW, 0.25, 0.5, 0.75, HIGH)
SCHEMA_VERSION = 1


def write(found: Found) -> Path:
    """Write calibration.json, moments, draws, posterior and search as Parquet; the folder."""
    folder = found.question.folder
    write_text(folder / SUMMARY, json.dumps(_summary(found), ensure_ascii=False, indent=2) + "\n")
    write_table(folder / "moments.parquet", _moments(found))
    write_table(folder / "draws.parquet", _draws(found))
    write_table(folder / "posterior.parquet", _posterior(found))
    write_table(folder / "search.parquet", _search(found))
    return folder


def parameter_rows(found: Found) -> list[dict[str, Any]]:
    """A row a parameter: prior, present value, estimate, posterior, and what becomes of it."""
    calibration, posterior = found.question.calibration, found.posterior
    present, best = defaults(calibration, found.question.arm), found.search.best.point
    quantiles = {level: points_at(calibration, posterior.quantile(level)[None])[0] for level in QUANTILES}
    rows = []
    for number, (name, prior) in enumerate(calibration.parameters.items()):
        shrinkage = float(posterior.shrinkage[number])
        rows.append(
            {
                "name": name,
                "key": prior.key,
                "zh": prior.title.zh,
                "en": prior.title.en,
                "unit": prior.unit,
                "source": prior.source,
                "low": prior.low,
                "high": prior.high,
                "distribution": prior.distribution,
                "present": present[name],
                "estimate": best[name],
                **{_column(level): quantiles[level][name] for level in QUANTILES},
                "shrinkage": shrinkage,
                "identified": shrinkage > calibration.identified_above,
                "lands": name in found.landing,
            }
        )
    return rows


def _column(level: float) -> str:
    return f"q{round(100 * level):02d}"


def _summary(found: Found) -> dict[str, Any]:
    question, calibration = found.question, found.question.calibration
    return {
        "schema_version": SCHEMA_VERSION,
        "name": question.name,
        "title": calibration.title.model_dump(),
        "scenario": question.arm.name,
        "scenario_hash": question.arm.scenario.hash,
        "region": {
            "id": question.region,
            "zh": question.arm.region.name_zh,
            "en": question.arm.region.name_en,
        },
        "region_hash": question.arm.region.hash,
        "code_hash": code_hash(),
        "versions": versions(),
        "seed": question.arm.settings.seed,
        "firms_per_agent": question.arm.scenario.firms_per_agent,
        "trials": len(found.search.trials),
        "trials_failed": found.search.failed,
        "replicates": calibration.replicates,
        "draws": len(found.table.shares),
        "draws_failed": int((~found.table.complete).sum()),
        "draws_kept": len(found.posterior.kept),
        "checks": len(found.checked.posterior),
        "checks_failed": int((~np.isfinite(found.checked.posterior).all(1)).sum()),
        "interval": [LOW, HIGH],
        "identified_above": calibration.identified_above,
        "improves": found.improves,
        "gain": found.checked.gain,
        "gain_error": found.checked.gain_error,
        "distances": {
            "search": {"present": found.search.trials[0].distance, "estimate": found.search.best.distance},
            "fitted": _finite(found.checked.distances),
            "held_out": _finite(found.checked.held_out),
        },
        "parameters": parameter_rows(found),
        "correlation": np.round(found.posterior.correlation, 6).tolist(),
    }


def _finite(numbers: dict[str, float]) -> dict[str, float | None]:
    return {key: value if np.isfinite(value) else None for key, value in numbers.items()}


def _moments(found: Found) -> pa.Table:
    """A row a moment: what was observed, what each point gives, and the bands of prior and posterior."""
    calibration = found.question.calibration
    stated = calibration.moments
    ends = [BY_KEY[moment.indicator] for moment in stated.values()]
    columns: dict[str, Any] = {
        "moment": list(stated),
        "zh": [moment.title.zh or item.zh for moment, item in zip(stated.values(), ends, strict=True)],
        "en": [moment.title.en or item.en for moment, item in zip(stated.values(), ends, strict=True)],
        "unit": [_unit(calibration, name) for name in stated],
        **{
            key: [str(getattr(moment, key)) for moment in stated.values()]
            for key in ("indicator", "over", "place", "statistic", "source", "status")
        },
        **{key: [getattr(moment, key) for moment in stated.values()] for key in ("from_year", "to_year")},
        **{key: calibration.column(key) for key in ("observed", "uncertainty", "weight")},
        "chance_sd": found.checked.spread,
        **{point: found.checked.means[point] for point in POINTS},
        **_bands("prior", found.table.moments),
        **_bands("posterior", found.checked.posterior),
    }
    return pa.table(columns)


def _unit(calibration: Calibration, name: str) -> str:
    """The unit of a moment: growth and shares of one another are shares."""
    moment = calibration.moments[name]
    if moment.statistic in ("growth", "growth_sd", "slope"):
        return "share"
    one, other = BY_KEY[moment.indicator].unit, BY_KEY[moment.over].unit if moment.over else ""
    return one if not other else "share" if one == other else f"{one} / {other}"


def _bands(name: str, runs: Floats) -> dict[str, Floats]:
    found = np.nanquantile(runs, QUANTILES, axis=0)
    return {f"{name}_{_column(level)}": row for level, row in zip(QUANTILES, found, strict=True)}


def _draws(found: Found) -> pa.Table:
    """A row a draw of the prior: parameters, moments (null where the run failed) and its weight in the posterior."""
    weights = np.zeros(len(found.table.shares))
    weights[np.flatnonzero(found.table.complete)[found.posterior.kept]] = found.posterior.weights
    points = points_at(found.question.calibration, found.table.shares)
    parameters = {name: [point[name] for point in points] for name in found.question.calibration.parameters}
    moments = {
        name: pa.array(column, from_pandas=True)
        for name, column in zip(found.question.calibration.moments, found.table.moments.T, strict=True)
    }
    return pa.table({**_prefixed("parameter", parameters), **_prefixed("moment", moments), "weight": weights})


def _posterior(found: Found) -> pa.Table:
    points = points_at(found.question.calibration, found.posterior.shares)
    columns = {name: [point[name] for point in points] for name in found.question.calibration.parameters}
    return pa.table({**_prefixed("parameter", columns), "weight": found.posterior.weights})


def _search(found: Found) -> pa.Table:
    trials = found.search.trials
    columns = {
        name: [trial.point[name] for trial in trials] for name in found.question.calibration.parameters
    }
    told = pa.array([trial.distance for trial in trials], pa.float64())
    return pa.table({"trial": range(len(trials)), **_prefixed("parameter", columns), "distance": told})


def _prefixed(kind: str, columns: dict[str, Any]) -> dict[str, Any]:
    return {f"{kind}.{name}": column for name, column in columns.items()}
