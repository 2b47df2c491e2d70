"""The verbs `report` and `explore`, the end of `compare`, and output for programs."""

from __future__ import annotations

import io
import json
import sys

import pytest

from analysis.explorer.data import _words as explorer_words
from analysis.folder import Folder
from experiments import cli
from experiments.streams import forgiving

SMALL = ["region=pocket", "horizon=4", "replicates=2", "lang=en"]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    out = tmp_path_factory.mktemp("pages") / "small"
    assert (
        cli.main(["compare", "none", "balance_fund", *SMALL, f"out={out}", "--no-pages", "--quiet"])
        == cli.FINE
    )
    assert not (out / "report.html").exists()
    return out


def test_quiet_is_a_path_and_json_one_document(results, capsys):
    words = ["compare", "none", "balance_fund", *SMALL, f"out={results}", "--no-pages"]
    assert cli.main([*words, "--quiet"]) == cli.FINE
    assert capsys.readouterr().out == f"{results}\n"
    assert cli.main([*words, "--json"]) == cli.FINE
    document = json.loads(capsys.readouterr().out)
    assert document["baseline"] == "none" and document["pages"] == {}
    assert {row["indicator"] for row in document["effects"]} == {"gdp_real"}


def test_explore_writes_beside_the_results_or_where_told(results, tmp_path, capsys):
    assert cli.main(["explore", str(results), "--lang", "en"]) == cli.FINE
    assert str(results / "explorer.html") in capsys.readouterr().out
    out = tmp_path / "deep" / "mine.html"
    assert cli.main(["explore", str(results), f"out={out}", "--quiet", "lang=zh"]) == cli.FINE
    assert capsys.readouterr().out == f"{out}\n" and out.stat().st_size < 2e6


@pytest.fixture
def own_map(results, tmp_path):
    file = tmp_path / "approved.geojson"
    file.write_bytes((results / "places.geojson").read_bytes())
    return file


def test_pages_are_drawn_on_a_map_of_ones_own(results, own_map, tmp_path):
    out = tmp_path / "mine.html"
    assert cli.main(["explore", str(results), f"map={own_map}", f"out={out}", "lang=zh"]) == cli.FINE
    page = out.read_text("utf-8")
    assert page.count("底图由用户提供：approved.geojson") == 2 and "示意图" not in page
    usual = explorer_words(Folder(results))
    assert "schematic" in usual["explorer_map"][1] and "schematic" in usual["report_mark"][1]


def test_a_map_that_does_not_serve_is_found_before_anything_runs(results, own_map, tmp_path, capsys):
    found = json.loads(own_map.read_text("utf-8"))
    found["features"].pop()
    own_map.write_text(json.dumps(found), "utf-8")
    out = tmp_path / "never"
    words = [f"map={own_map}", f"out={out}"]
    for verb in (["compare", "none", "balance_fund", *SMALL], ["report", str(results), "lang=en"]):
        suffix = ".html" if verb[0] == "report" else ""
        assert cli.main([*verb, words[0], words[1] + suffix]) == cli.INPUT
        assert "has no county 990102" in capsys.readouterr().err
    assert cli.main(["explore", str(results), "map=nowhere.geojson", "lang=zh"]) == cli.INPUT
    assert "没有这个地图文件；请用 map= 给出" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [own_map.name]


@pytest.mark.slow
def test_compare_draws_on_a_map_of_ones_own(results, own_map, capsys):
    words = ["compare", "none", "balance_fund", *SMALL, f"out={results}", f"map={own_map}"]
    assert cli.main(words) == cli.FINE
    for name in ("report", "explorer"):
        page = (results / f"{name}.html").read_text("utf-8")
        assert "map supplied by the user: approved.geojson" in page and "schematic map" not in page
    assert cli.main([*words, "--no-pages"]) == cli.FINE
    assert f"bqw report {results} map={own_map}" in capsys.readouterr().out


@pytest.mark.slow
def test_compare_ends_with_both_pages_that_are_the_same_again(results, tmp_path, capsys):
    words = ["compare", "none", "balance_fund", *SMALL, f"out={results}"]
    assert cli.main(words) == cli.FINE
    shown = capsys.readouterr().out
    assert "report: " in shown and "explorer: " in shown and "bqw export" in shown
    first = (results / "report.html").read_bytes()
    assert cli.main(["report", str(results), "lang=en"]) == cli.FINE
    assert (results / "report.html").read_bytes() == first and len(first) < 1e6
    assert cli.main(["rerun", str(results)]) == cli.FINE


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report"], "report is given no folder"),
        (["report", "{results}", "bassline=none"], "baseline"),
        (["report", "{results}", "baseline=nobody"], "none"),
        (["explore", "{results}", "out=page.txt"], "does not end in .html"),
        (["explore", "{results}", "lang=fr"], "'fr'"),
        (["report", "{results}/nowhere"], "there is no such folder"),
    ],
)
def test_faults_are_sentences_in_both_languages(words, said, results, capsys):
    assert cli.main([word.format(results=results) for word in words]) == cli.INPUT
    shown = capsys.readouterr().err
    assert said in shown and any("一" <= letter <= "鿿" for letter in shown.splitlines()[1])


def test_letters_that_a_stream_lacks_do_not_fail():
    for encoding, expected in (("ascii", "_#- ?? x"), ("gbk", "▁█– 江门 ×"), ("utf-8", "▁█– 江门 ×")):
        stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        forgiving(stream)
        stream.write("▁█– 江门 ×")
        stream.flush()
        assert stream.buffer.getvalue().decode(encoding) == expected


def test_a_screen_without_colours_has_none(results, capsys, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert cli.main(["run", "none", *SMALL, f"out={results}-run"]) == cli.FINE
    assert "\x1b[3" not in capsys.readouterr().out
