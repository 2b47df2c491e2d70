"""Rules of the house that no tool keeps by itself."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOMS = ("sim", "experiments", "analysis")
LONGEST = 350
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|placeholder|for now)\b")
HEAVY = {
    "numpy",
    "numba",
    "mesa",
    "pandas",
    "pydantic",
    "hydra",
    "matplotlib",
    "pyarrow",
    "scipy",
    "rich",
    "yaml",
}


def sources(root: Path, *rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (root / room).rglob("*.py"))


def test_the_lock_names_no_address_and_every_package_has_hashes(root):
    text = (root / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--(index|extra-index|find-links|trusted|no-index))", text, re.MULTILINE)
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(packages) > 30
    for package in packages:
        assert re.match(r"[a-z0-9.\[\]-]+==\S+ ", package) and "--hash=sha256:" in package, package[:60]


def test_the_lock_holds_what_the_project_asks_for(root):
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    locked_extras = re.search(r"baiqianwan\[([a-z,]+)\]", " ".join(extras["dev"]))[1].split(",")
    wanted = [
        *project["dependencies"],
        *extras["dev"],
        *(one for name in locked_extras for one in extras[name]),
    ]
    locked = set(re.findall(r"^([a-z0-9-]+)==", (root / "requirements.lock").read_text(), re.MULTILINE))
    names = {re.match(r"[A-Za-z0-9-]+", requirement)[0].lower() for requirement in wanted} - {"baiqianwan"}
    assert names <= locked


def test_files_are_short_enough_to_read(root):
    lengths = {
        str(path.relative_to(root)): len(path.read_text().splitlines()) for path in sources(root, *ROOMS)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_nothing_is_left_unfinished(root):
    found = [
        f"{path.relative_to(root)}:{number}: {line.strip()}"
        for path in [*sources(root, *ROOMS), *(root / "scenarios").rglob("*.yaml")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert found == []


def test_no_file_names_a_folder_of_one_machine(root):
    found = [
        str(path.relative_to(root))
        for path in [*sources(root, *ROOMS), *(root / "scenarios").rglob("*.yaml")]
        if re.search(r"(/home/|/root/|/Users/|/tmp/)\w", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_kernels_import_nothing_of_the_model(root):
    for path in sources(root, "sim/kernels"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path.name} imports relatively"
                names = [node.module or ""]
            for name in names:
                assert not name.startswith("sim") or name.startswith("sim.kernels"), (
                    f"{path.name} imports {name}"
                )


def test_the_scenarios_room_holds_no_program(root):
    programs = [path for path in sources(root, "scenarios") if path.read_text().strip()]
    assert programs == []


def test_the_rooms_keep_their_arrows(root):
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as lint; lint()",
            "--no-cache",
        ],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", ["sim", "scenarios"])
def test_a_room_opens_without_anything_heavy(run_python, room):
    shown = run_python(
        "-c", f"import {room}, sys; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    )
    assert HEAVY & set(shown.split()) == set()


def test_public_names_are_the_modules_own(run_python):
    import sim

    assert sim.DISTRIBUTION == "baiqianwan"
    assert {"Region", "RegionModel", "Result", "Scenario", "World", "run"} <= set(dir(sim))
    for name in sim.__all__:
        assert getattr(sim, name) is not None
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = sim.nothing_such


def test_run_is_the_function_whatever_was_imported_first(run_python):
    assert (
        run_python("-c", "import sim.run; from sim import run; print(run.__name__, callable(run))")
        == "run True"
    )
    assert run_python("-c", "from sim import run; import sim.run; print(callable(sim.run))") == "True"
