"""Sources that many numbers share."""

TESTED = "own tests of the core economy"
"""Prior found by running the core economy: values at which it rests, grows evenly and stays calm."""
