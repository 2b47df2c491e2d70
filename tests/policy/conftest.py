"""Stocks that write down what they are told stand in for the model's own in the tests of programmes."""

import pytest

from tests.policy.funds import stocks_of_tests


@pytest.fixture(autouse=True)
def stocks():
    with stocks_of_tests():
        yield
