"""What is saved: whole or not at all under a name that fits; pictures drawn by the dozen; titles with $."""

import json
import shutil
import warnings

import pytest
from matplotlib import pyplot

from analysis import load
from sim.errors import InputError

DOLLARS = "US$5m \\o, not US$10m \\x"


@pytest.fixture(scope="module")
def dollars(folder, tmp_path_factory):
    """A comparison whose titles speak of dollars."""
    path = tmp_path_factory.mktemp("dollars") / "made"
    shutil.copytree(folder, path)
    manifest = json.loads((path / "manifest.json").read_text("utf-8"))
    manifest["titles"]["balance_fund"] = {"zh": DOLLARS, "en": DOLLARS}
    (path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return load(path).compare(baseline="none")


def test_a_dollar_in_a_title_is_no_formula(dollars, tmp_path):
    for given in (None, pyplot.figure().subplots()):
        ax = dollars.plot.fan("gdp_real", lang="en", ax=given)
        file = dollars.plot.save(ax, tmp_path / "fan.svg")
        assert DOLLARS in file.read_text("utf-8")
    pyplot.close("all")


def test_a_script_draws_by_the_dozen_and_nothing_keeps_the_figures(comparison):
    before = pyplot.get_fignums()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(30):
            comparison.plot.headline_strip()
    assert pyplot.get_fignums() == before


def test_a_notebook_still_shows_its_figures(comparison, monkeypatch):
    monkeypatch.setattr("analysis.figures.style.shows_figures", lambda: True)
    ax = comparison.plot.headline_strip()
    assert pyplot.gcf() is ax.figure
    pyplot.close("all")


@pytest.mark.parametrize(
    ("backend", "shown"),
    [("agg", False), ("SVG", False), ("module://matplotlib_inline.backend_inline", True)],
)
def test_only_what_has_a_place_to_be_shown_is_shown(monkeypatch, backend, shown):
    from analysis.figures.style import shows_figures

    monkeypatch.setattr("matplotlib.get_backend", lambda: backend)
    assert shows_figures() == shown


def saved(comparison):
    """Every way a file is saved, by the ending it takes."""
    runs, ax = load(comparison.folder.path), comparison.plot.headline_strip()
    return {
        ".csv": runs.to_iamc,
        ".svg": lambda path: comparison.plot.save(ax, path),
        ".xlsx": comparison.to_excel,
        ".html": comparison.report,
    }


@pytest.mark.parametrize("ending", [".csv", ".svg", ".xlsx"])
def test_folders_on_the_way_are_made_and_nothing_else_is_left(comparison, tmp_path, ending):
    pytest.importorskip("openpyxl")
    out = tmp_path / "deep" / "er" / f"a{ending}"
    assert saved(comparison)[ending](out) == out and list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("ending", [".csv", ".svg", ".xlsx", ".html"])
def test_what_cannot_be_written_is_a_sentence_and_leaves_nothing(comparison, tmp_path, ending, monkeypatch):
    save = saved(comparison)[ending]
    with pytest.raises(InputError, match=f"a.xyz does not end in .*\\{ending}"):
        save(tmp_path / "a.xyz")
    (tmp_path / "file").write_text("mine")
    monkeypatch.setattr("analysis.export.workbook.sheets", lambda *_: [])
    monkeypatch.setattr("analysis.report.page.report_html", lambda *_: "")
    with pytest.raises(InputError, match="cannot be written"):
        save(tmp_path / "file" / f"a{ending}")
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_a_page_reads_its_map_and_its_money_once(folder, tmp_path):
    """A report draws several maps and tells the money of policies several times."""
    from analysis.folder import Folder
    from analysis.geo import read_atlas
    from analysis.programmes import money_of_policies

    shutil.copytree(folder, tmp_path / "made")
    opened, again = Folder(tmp_path / "made"), Folder(tmp_path / "made")
    first = read_atlas(opened)
    assert read_atlas(again) is first
    file = tmp_path / "made" / "places.geojson"
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    assert read_atlas(opened) is not first
    money = money_of_policies(opened, "balance_fund")
    money["planned"] = 0.0
    assert money_of_policies(opened, "balance_fund")["planned"].any()
