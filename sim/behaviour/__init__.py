"""Behaviours, one a file: a rule's arithmetic as a small scalar function, and what cells and counties do with it."""
