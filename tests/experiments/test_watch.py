"""`bqw watch` without a browser: what it refuses, what it needs, whom it lets in."""

from __future__ import annotations

import asyncio
import shlex
from importlib.metadata import PackageNotFoundError

import pytest

from experiments import cli, watch_verb
from experiments.composing import compose
from experiments.watching.model import model_of, scene_of
from experiments.watching.server import HERE, guarded, listening
from sim.errors import InputError
from sim.region import read_region
from sim.run import run


@pytest.mark.parametrize(
    ("words", "en", "zh"),
    [
        (["replicates=3"], "write replicate=3 for the run of that number", "写作 replicate=3"),
        (["out=here", "workers=2"], "out has no meaning here", "out 在此没有意义"),
        (["engine.address=tcp://a"], "engine.address has no meaning here", "engine.address 在此没有意义"),
        (["prt=8800"], "did you mean 'port'?", "是否想写 'port'"),
        (["horizn=4"], "did you mean 'horizon'?", "是否想写 'horizon'"),
        (["balanc_fund"], "did you mean 'balance_fund'?", "是否想写 'balance_fund'"),
        (["none", "plan"], "watch takes one scenario, not 2", "watch 只看一个情景，不是 2 个"),
        (["none", "scenario=plan"], "both 'none' and scenario= are given", "两者给一"),
        (["port=80"], "a whole number from 1024 to 65535", "1024 到 65535"),
        (["open=perhaps"], "true or false is allowed", "true 或 false"),
        (["firms_per_agent=0"], "firms_per_agent", "firms_per_agent"),
    ],
)
def test_what_means_nothing_here_is_refused(words, en, zh, capsys):
    assert cli.main(["watch", *words]) == cli.INPUT
    said = capsys.readouterr().err
    assert en in said and zh in said


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch, capsys):
    def absent(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(watch_verb, "version", absent)
    assert cli.main(["watch", "region=pocket"]) == cli.INPUT
    said = capsys.readouterr().err
    assert said.count('pip install "baiqianwan[viz]"') == 2
    assert "没有安装 solara" in said and "altair are not installed" in said


def test_versions_that_show_a_blank_page_are_named(monkeypatch, capsys):
    monkeypatch.setattr(watch_verb, "version", lambda name: "3.0.0" if name == "ipyvue" else "1.60.1")
    assert cli.main(["watch", "region=pocket"]) == cli.INPUT
    said = capsys.readouterr().err
    assert "with ipyvue 3.0.0 the page stays blank" in said and "装有 ipyvue 3.0.0 时页面空白" in said


@pytest.mark.parametrize("lang", ["", ".zh-CN"])
def test_the_commands_of_the_guide_are_taken(root, monkeypatch, lang):
    served = []
    monkeypatch.setattr(watch_verb, "refuse_without_extra", lambda: None)
    monkeypatch.setattr(watch_verb, "_serve", lambda *asked: served.append(asked))
    guide = (root / f"docs/guide/watch{lang}.md").read_text(encoding="utf-8")
    commands = [shlex.split(line)[1:] for line in guide.splitlines() if line.startswith("bqw watch ")]
    assert [cli.main(words) for words in commands] == [cli.FINE] * 3
    arms, replicates, ports, opens = zip(*served, strict=True)
    assert [arm.scenario.firms_per_agent for arm in arms] == [100] * 3
    assert (replicates, ports, opens) == ((0, 0, 3), (None, None, 8800), (True, True, False))
    assert arms[2].settings.seed == 1 and arms[1].scenario.horizon == 12


def test_packages_of_the_extra_are_those_of_the_project(root):
    import tomllib

    extra = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {text.partition(">")[0].partition("<")[0] for text in extra["optional-dependencies"]["viz"]}
    assert named == set(watch_verb.EXTRA)


def test_the_model_is_the_run_of_its_seed_and_replicate():
    arm = compose("none", "region=pocket", "horizon=4", "firms_per_agent=100")
    model = model_of(arm)(seed=3, replicate=2)
    model.run_for(4)
    straight = run(read_region("pocket"), arm.scenario, 3, 2)
    assert model.result().digest() == straight.digest()
    scene = scene_of(arm)
    assert scene["horizon"] == 4 and len(scene["counties"]) == 2 and scene["outlines"].is_file()


def test_a_port_that_is_taken_is_said_and_the_next_one_found():
    with listening(None) as first, listening(None) as second:
        taken = first.getsockname()
        assert taken[0] == HERE and second.getsockname()[1] != taken[1]
        with pytest.raises(InputError, match=f"port {taken[1]} cannot be used"):
            listening(taken[1])


@pytest.mark.parametrize(
    ("kind", "headers", "welcome"),
    [
        ("http", {"host": "127.0.0.1:8765"}, True),
        ("http", {"host": "localhost:8765"}, True),
        ("http", {"host": "evil.example"}, False),
        ("websocket", {"host": "127.0.0.1:8765", "origin": "http://127.0.0.1:8765"}, True),
        ("websocket", {"host": "127.0.0.1:8765", "origin": "http://evil.example"}, False),
    ],
)
def test_only_its_own_pages_may_talk_to_the_server(kind, headers, welcome):
    reached, sent = [], []

    async def app(scope, receive, send):
        reached.append(scope["path"])

    async def send(message):
        sent.append(message)

    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "path": "/", "headers": pairs}
    asyncio.run(guarded(app)(scope, None, send))
    assert bool(reached) == welcome and bool(sent) != welcome
