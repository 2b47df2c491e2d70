"""Behaviours, one a file: the arithmetic of a rule as a small scalar function, and what cells and counties do with it."""
