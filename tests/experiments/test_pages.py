"""The verbs `report` and `explore`, the end of `compare`, and output for programs."""

from __future__ import annotations

import io
import json
import sys

import pytest

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
