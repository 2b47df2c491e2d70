import shutil

from sim.kernels import compile as preparation

SHOW = "import sim.kernels, os; print(os.environ.get({!r}, ''))"
FEATURES, CACHE = "NUMBA_CPU_FEATURES", "NUMBA_CACHE_DIR"
# A module that stands where llvmlite.binding should and has nothing of it.
ODD_COMPILER = (
    "import sys, types; sys.modules['llvmlite'] = sys.modules['llvmlite.binding'] = types.ModuleType('x'); "
)


def test_the_cache_folder_bears_the_hash_of_the_code(run_python, tmp_path):
    shown = run_python("-c", SHOW.format(CACHE), XDG_CACHE_HOME=str(tmp_path), LOCALAPPDATA=str(tmp_path))
    assert shown.endswith(preparation.CACHE_PREFIX + preparation.code_hash()[:16])


def test_an_edit_in_any_file_changes_the_folder(root, run_python, tmp_path):
    shutil.copytree(root / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    command = ("-c", "from sim.kernels.compile import code_hash; print(code_hash())")
    before = run_python(*command, PYTHONPATH=str(tmp_path), PYTHONSAFEPATH="1")
    assert before == preparation.code_hash()
    with (tmp_path / "sim" / "errors.py").open("a") as file:
        file.write("\n# edited\n")
    assert run_python(*command, PYTHONPATH=str(tmp_path), PYTHONSAFEPATH="1") != before


def test_what_the_user_set_is_left_alone(run_python):
    assert run_python("-c", SHOW.format(FEATURES), NUMBA_CPU_FEATURES="+sse2") == "+sse2"
    assert run_python("-c", SHOW.format(FEATURES), NUMBA_CPU_NAME="x86-64") == ""
    assert run_python("-c", SHOW.format(CACHE), NUMBA_CACHE_DIR="elsewhere") == "elsewhere"


def test_a_folder_inherited_from_other_code_is_renewed(run_python, tmp_path):
    old = str(tmp_path / "kernels-0123456789abcdef")
    assert run_python("-c", SHOW.format(CACHE), NUMBA_CACHE_DIR=old, XDG_CACHE_HOME=str(tmp_path)) != old


def test_full_width_where_the_processor_has_it(run_python):
    import llvmlite.binding as llvm

    shown = run_python("-c", SHOW.format(FEATURES))
    assert shown.endswith(",-prefer-256-bit") == bool(llvm.get_host_cpu_features().get("avx512f"))


def test_preparing_never_fails(run_python, tmp_path):
    assert run_python("-c", ODD_COMPILER + SHOW.format(FEATURES)) == ""
    assert "baiqianwan" in run_python("-c", "import numba; " + SHOW.format(CACHE))
    blocked = tmp_path / "file"
    blocked.write_text("")
    shown = run_python("-c", SHOW.format(CACHE), XDG_CACHE_HOME=str(blocked), TMPDIR=str(tmp_path))
    assert shown


def test_numba_already_loaded_still_uses_the_folder(run_python, tmp_path):
    command = (
        "import numba; from sim.kernels.maths import exp_array; exp_array([1.0]); "
        "import os, pathlib; print(len(list(pathlib.Path(os.environ['NUMBA_CACHE_DIR']).rglob('*.nbi'))))"
    )
    assert int(run_python("-c", command, XDG_CACHE_HOME=str(tmp_path))) > 0


def test_old_caches_are_removed_but_not_recent_ones(tmp_path, monkeypatch):
    import os

    for age in range(preparation.KEPT_FOLDERS + 4):
        folder = tmp_path / f"{preparation.CACHE_PREFIX}{age:02d}"
        folder.mkdir()
        os.utime(folder, (1_000_000 - age, 1_000_000 - age))
    recent = tmp_path / f"{preparation.CACHE_PREFIX}now"
    recent.mkdir()
    preparation._remove_old(tmp_path / f"{preparation.CACHE_PREFIX}00")
    left = sorted(path.name for path in tmp_path.iterdir())
    assert f"{preparation.CACHE_PREFIX}00" in left and recent.name in left
    assert len(left) == preparation.KEPT_FOLDERS + 1
