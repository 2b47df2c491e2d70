"""What the bench measures, stage by stage; the goals stand beside the figures they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from experiments.bench.figures import Figure, Report, at_least, at_most, ratio, timed
from experiments.bench.timing import Timing, interleaved, seconds_of

THIN, SPARSE = 10, 100
"""Firms a row stands for in the two thinned measurements."""


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    quarters: int
    """Quarters of a run."""
    rounds: int
    peer_firms: int
    """Firms that the frozen rules move."""
    peer_steps: int
    """Steps of the frozen rules in one turn."""
    sweep_runs: int
    """Thinned runs a worker makes in one turn."""
    copied_bytes: int
    cold: bool
    """Whether the start with an empty compile cache is measured, which takes longest of all."""


FULL = Size(44, 5, 200_000, 10, 8, 256 * 2**20, cold=True)
QUICK = Size(4, 2, 20_000, 4, 2, 32 * 2**20, cold=False)
CITY = "jiangmen"
"""The region that the goals are set for."""


def measure(region: str, size: Size, tell: Callable[[str, str], None]) -> Report:
    """Measure everything; `tell` hears each stage in Chinese and English before it begins."""
    from experiments.bench.city import city
    from experiments.bench.machine import description, load
    from experiments.bench.passes import measure_passes

    load_before = load()
    tell("新进程到首个结果", "a fresh process to its first result")
    figures = [*_starts(region, size)]
    tell("十条规则四种写法与内存带宽", "ten rules four ways, and memory bandwidth")
    figures += _peers(size)
    tell("整季，单线程与双线程", "the whole quarter, one thread and two")
    figures += _whole(region, size)
    tell("每季时间的去处", "where the quarter's time goes")
    passes, sparse = (measure_passes(city(region, size.quarters, each)) for each in (1, SPARSE))
    tell(f"firms_per_agent={THIN}", f"firms_per_agent={THIN}")
    figures += _thin(region, size)
    tell("一个与两个进程", "one process and two")
    figures += _workers(region, size)
    judged = tuple(_judged(figure, region) for figure in figures)
    return Report(description(load_before), judged, passes, sparse)


def _judged(figure: Figure, region: str) -> Figure:
    """Goals hold for the city; on another region only the frozen rules are judged."""
    return figure if region == CITY or figure.key.startswith("against_") else replace(figure, goal=None)


def _starts(region: str, size: Size) -> Iterator[Figure]:
    from experiments.bench.processes import measure_starts

    cold, later = measure_starts(region, size.rounds, size.cold)
    if cold is not None:
        first = Timing((cold.seconds,))
        yield timed(
            "first_start", "首次启动到首个结果", "first start to first result", "s", first, at_most(12.0)
        )
    warm = Timing(tuple(start.seconds for start in later))
    yield timed("later_start", "以后启动到首个结果", "later start to first result", "s", warm, at_most(1.5))
    if later[0].peak_bytes:
        peak = Timing(tuple(start.peak_bytes / 2**20 for start in later))
        growth = Timing(
            tuple((start.resident_bytes - start.interpreter_bytes) / start.firms for start in later)
        )
        yield timed("peak_memory", "内存峰值", "peak memory", "MiB", peak)
        zh, en = "每企业内存，解释器之外", "memory a firm, above the interpreter"
        yield timed("bytes_of_process", zh, en, "B", growth, at_most(100.0))


def _peers(size: Size) -> Iterator[Figure]:
    from experiments.bench.machine import bandwidth_task
    from experiments.bench.peers.columns import Arrays
    from experiments.bench.peers.compiled import Compiled, compiler
    from experiments.bench.peers.objects import Objects
    from experiments.bench.peers.ours import Pages
    from experiments.bench.peers.sample import Peer, draw_sample

    sample = draw_sample(size.peer_firms)
    peers: dict[str, Peer] = {"ours": Pages(sample), "numpy": Arrays(sample), "mesa": Objects(sample)}
    if compiler() is not None:
        peers["c"] = Compiled(sample)
    done = dict.fromkeys(peers, 0)

    def turn(name: str) -> Callable[[], float]:
        steps = 1 if name == "mesa" else size.peer_steps

        def run() -> float:
            def move() -> None:
                for number in range(done[name], done[name] + steps):
                    peers[name].step(number)

            seconds = seconds_of(move)
            done[name] += steps
            return 1e9 * seconds / steps / sample.firms

        return run

    for peer in peers.values():
        peer.step(-1)
    tasks = {name: turn(name) for name in peers} | {"copy": bandwidth_task(size.copied_bytes)}
    found = interleaved(tasks, size.rounds)
    names = {
        "ours": ("本模型", "our loops"),
        "numpy": ("numpy 列", "numpy columns"),
        "mesa": ("Mesa 对象", "Mesa objects"),
        "c": ("C -O3 -ffast-math", "C -O3 -ffast-math"),
    }
    goals = {"mesa": at_least(100.0), "numpy": at_least(3.0), "c": at_least(0.8)}
    for name in peers:
        zh, en = names[name]
        yield timed(f"rules_{name}", f"十条规则：{zh}", f"ten rules: {en}", "ns", found[name])
    for name in peers:
        if name != "ours":
            zh, en = f"本模型比 {names[name][0]}", f"our loops against {names[name][1]}"
            yield ratio(f"against_{name}", zh, en, found[name], found["ours"], goals[name])
    copied = found["copy"]
    yield Figure(
        "bandwidth", "内存带宽（复制）", "memory bandwidth (copy)", "GB/s", max(copied.samples), copied.median
    )


def _whole(region: str, size: Size) -> Iterator[Figure]:
    from experiments.bench.city import Made, city, make, task

    asked = city(region, size.quarters, 1)
    make(asked)
    one: list[Made] = []
    two: list[Made] = []
    found = interleaved({"one": task(asked, one), "two": task(asked, two, threads=2)}, size.rounds)
    full = at_most(1.5, 1.0) if size.quarters == FULL.quarters else None
    for key, made, zh, en, goal in (
        (
            "whole_quarter",
            one,
            "整季，每企业步，单线程",
            "whole quarter, a firm-step, one thread",
            at_most(40.0, 25.0),
        ),
        ("whole_quarter_two", two, "整季，每企业步，双线程", "whole quarter, a firm-step, two threads", None),
    ):
        whole = Timing(tuple(run.nanoseconds for run in made))
        yield timed(key, zh, en, "ns", whole, goal)
        if goal is not None:
            zh, en = f"{zh}，相对 {goal.first:g} ns 的目标", f"{en}, beside the goal of {goal.first:g} ns"
            yield timed(f"{key}_beside_goal", zh, en, "×", whole.times(1 / goal.first), at_most(2.0, 1.0))
    zh, en = f"1:1，{size.quarters} 季，含记录", f"1:1, {size.quarters} quarters, recorded"
    yield timed("run_whole", zh, en, "s", found["one"], full)
    yield ratio(
        "threads", "双线程比单线程", "two threads against one", found["one"], found["two"], at_least(1.3)
    )
    table = Timing((one[-1].table_bytes / one[-1].firms,))
    yield timed("bytes_of_table", "企业表，每企业", "the table of firms, a firm", "B", table)


def _thin(region: str, size: Size) -> Iterator[Figure]:
    from experiments.bench.city import Made, city, make, task

    asked = city(region, size.quarters, THIN)
    make(asked)
    made: list[Made] = []
    found = interleaved({"thin": task(asked, made)}, size.rounds)
    goal = at_most(0.2) if size.quarters == FULL.quarters else None
    zh, en = (
        f"firms_per_agent={THIN}，{size.quarters} 季",
        f"firms_per_agent={THIN}, {size.quarters} quarters",
    )
    yield timed("run_thin", zh, en, "s", found["thin"], goal)


def _workers(region: str, size: Size) -> Iterator[Figure]:
    from experiments.bench.processes import measure_workers

    rounds = max(2, size.rounds - 2)
    for key, per_row, runs, goal in (
        ("workers", 1, 1, 1.45),
        ("workers_sparse", SPARSE, size.sweep_runs, 1.8),
    ):
        alone, together = measure_workers(region, size.quarters, per_row, runs, rounds)
        zh, en = f"双进程比单进程，1:{per_row}", f"two processes against one, 1:{per_row}"
        yield ratio(key, zh, en, alone, together, at_least(goal))
    from experiments.bench.sweeps import measure_sweep

    one, two = measure_sweep(region, size.quarters, SPARSE, 4 * size.sweep_runs, rounds)
    zh, en = f"批量实验，workers=2 比 1，1:{SPARSE}", f"a sweep, workers=2 against 1, 1:{SPARSE}"
    yield ratio("workers_of_sweep", zh, en, one, two, at_least(1.8))
