"""One result folder made without the model, shared by all tests of the reading room."""

import pytest

from tests.made import made_folder, made_plan


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return made_folder(tmp_path_factory.mktemp("made") / "made", made_plan())


@pytest.fixture(scope="session")
def runs(folder):
    from analysis import load

    return load(folder)


@pytest.fixture(scope="session")
def comparison(runs):
    return runs.compare(baseline="none")
