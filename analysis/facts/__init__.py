"""Stylised facts that a baseline must show, one file a topic; `analysis.validate` prints them as a card."""
