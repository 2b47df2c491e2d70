"""Words of sentences and of both pages."""

WORDS: dict[str, tuple[str, str]] = {
    "story_better": ("改善", "better"),
    "story_worse": ("变差", "worse"),
    "story_short": ("差{share}", "{share} short"),
    "story_points": ("个百分点", "percentage points"),
    "story_number": ("编号", "No."),
    "story_few": ("（仅{n}对，区间很宽）", "; only {n} pairs, wide bands"),
}
