"""Figures: each draws on Axes that it returns, never shows, and reads the comparison table."""

from analysis.figures.pages import picture_note, save_comparison_picture, save_run_picture

__all__ = ["picture_note", "save_comparison_picture", "save_run_picture"]
