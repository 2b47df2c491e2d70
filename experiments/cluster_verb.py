"""`bqw cluster`: a Dask cluster on this machine, for sweeps to use until Ctrl-C ends it."""

from __future__ import annotations

import logging
import os
import shlex
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from experiments.cli import FINE, WHERE, Call
from experiments.wording import choose, say
from sim.checks import Strict, Whole, parameter
from sim.errors import InputError, Problem, unknown_name
from sim.faults import COMMAND_LINE, Trace, check

PORT, DASHBOARD_PORT = 8786, 8787


class ClusterSettings(Strict):
    """What a local cluster is made of."""

    workers: Whole | None = parameter(None, "processes", 1, 256, "进程数", "machine", "given")
    """Left out: one a processor."""
    port: Whole = parameter(PORT, "port", 0, 65_535, "端口", "machine", "given")
    scheduler_file: str | None = None
    lang: Literal["zh", "en", "both"] = "both"


def cluster_verb(call: Call) -> int:
    """`bqw cluster [workers=N] [port=N] [scheduler_file=FILE] [lang=…]`."""
    settings = read_settings(call.words)
    cluster = started(settings)
    try:
        _tell(settings, cluster)
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        say("\n集群已结束", "the cluster has ended", settings.lang)
        return FINE
    finally:
        cluster.close()
        if settings.scheduler_file is not None:
            Path(settings.scheduler_file).unlink(missing_ok=True)


def started(settings: ClusterSettings) -> Any:
    """A cluster of processes with one thread each; raises InputError where it cannot be started."""
    if find_spec("distributed") is None:
        allowed = "pip install 'baiqianwan[dask]'"
        raise InputError([Problem("cluster", "distributed is not installed", allowed)])
    from distributed import LocalCluster

    # Workers that are still at a run when the cluster ends are killed, and nobody needs to hear of it.
    logging.getLogger("distributed.nanny").setLevel(logging.ERROR)
    file = settings.scheduler_file
    if file is not None and not Path(file).absolute().parent.is_dir():
        allowed = "give a file in a folder that is there"
        raise InputError([Problem(COMMAND_LINE, "there is no such folder", allowed, "scheduler_file")])
    try:
        return LocalCluster(
            n_workers=settings.workers or os.cpu_count() or 1,
            threads_per_worker=1,
            processes=True,
            scheduler_port=settings.port,
            dashboard_address=f":{DASHBOARD_PORT}" if find_spec("bokeh") else ":0",
            scheduler_kwargs={} if file is None else {"scheduler_file": str(Path(file).absolute())},
        )
    except (OSError, RuntimeError) as error:
        given = f"no cluster can be started at port {settings.port} ({' '.join(str(error).split())[:120]})"
        raise InputError([Problem("cluster", given, "give another with port=, or port=0 for any")]) from None


def read_settings(words: tuple[str, ...]) -> ClusterSettings:
    """The settings among the words; raises InputError naming each one that is none."""
    problems, data = [], dict[str, Any]()
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            problems.append(Problem(WHERE, f"{word!r} is not a setting", "write key=value"))
        elif name not in ClusterSettings.model_fields:
            problems.append(unknown_name(WHERE, name, list(ClusterSettings.model_fields)))
        else:
            data[name] = int(value) if value.lstrip("-").isdecimal() else value
    found, faults = check(ClusterSettings, data, Trace())
    if problems or found is None:
        raise InputError([*problems, *faults])
    return found


def _tell(settings: ClusterSettings, cluster: Any) -> None:
    lang, count = settings.lang, len(cluster.workers)
    say(
        f"Dask 集群已启动：{count} 个进程，地址 {cluster.scheduler_address}",
        f"a Dask cluster runs: {count} processes at {cluster.scheduler_address}",
        lang,
    )
    if cluster.dashboard_link and find_spec("bokeh"):
        print(f"{choose('看板', 'dashboard', lang, ' ')}: {cluster.dashboard_link}")
    if settings.scheduler_file is None:
        found = f"engine.address={cluster.scheduler_address}"
    else:
        found = f"engine.scheduler_file={shlex.quote(settings.scheduler_file)}"
    print(f"{choose('在另一个终端里使用', 'use it from another terminal', lang)}:")
    print(f"  bqw sweep DESIGN ARM … engine=dask {found}")
    say("Ctrl-C 结束集群", "Ctrl-C ends it", lang)


VERBS: dict[str, Callable[[Call], int]] = {"cluster": cluster_verb}
