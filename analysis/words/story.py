"""Words of sentences and of both pages."""

WORDS: dict[str, tuple[str, str]] = {
    "story_better": ("改善", "better"),
    "story_worse": ("变差", "worse"),
    "story_tiny": ("幅度极小", "tiny"),
    "story_over": ("超出{share}", "{share} over"),
    "story_short": ("差{share}", "{share} short"),
    "story_points": ("个百分点", "percentage points"),
    "story_few": ("（仅{n}对，区间很宽）", "; only {n} pairs, wide bands"),
}
