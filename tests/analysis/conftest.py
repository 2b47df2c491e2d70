"""One result folder made without the model, shared by all tests of the reading room."""

import pytest

from tests.made import made_folder, made_plan
from tests.made_arms import lossy_folder


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


@pytest.fixture(scope="session")
def lossy(tmp_path_factory):
    """A comparison of two scenarios of which one lost five of six pairs."""
    from analysis import load

    folder = lossy_folder(tmp_path_factory.mktemp("lossy") / "made")
    return load(folder).compare("none", complete_pairs=True)
