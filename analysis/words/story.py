"""Words of sentences and of both pages."""

WORDS: dict[str, tuple[str, str]] = {
    "story_better": ("改善", "better"),
    "story_worse": ("变差", "worse"),
    "story_tiny": ("幅度极小", "tiny"),
    "story_over": ("超出{share}", "{share} over"),
    "story_short": ("差{share}", "{share} short"),
    "story_points": ("个百分点", "percentage points"),
    "story_number": ("编号", "No."),
    "story_few": ("（仅{n}，区间很宽）", "; only {n}, wide bands"),
    "story_between": (
        "90%的成对模拟在{low}至{high}之间",
        "90 % of paired runs between {low} and {high}",
    ),
    "story_mean_between": (
        "均值95%区间 {low} … {high}，含零",
        "95 % interval of the mean {low} … {high} holds zero",
    ),
    "story_mean_holds": ("均值的95%区间含零", "the 95 % interval of the mean holds zero"),
    "story_between_points": (
        "90%的参数点在{low}至{high}之间",
        "90 % of points between {low} and {high}",
    ),
    "story_times": ("{way}，为基准的{times}倍", "{way}, {times} times the baseline"),
    "story_rests": ("每项影响由{n}模拟得出。", "Every effect rests on {n} of runs."),
    "story_rests_few": (
        "每项影响由{n}模拟得出，对数少、区间宽，只宜看方向。",
        "Every effect rests on {n} of runs: few, so bands are wide and only signs should be read.",
    ),
    "story_rests_points": (
        "每项影响由参数扫描的{n}得出，每点的成对模拟先取均值。",
        "Every effect rests on {n} of a sweep, each the mean of its pairs of runs.",
    ),
    "story_rests_few_points": (
        "每项影响由参数扫描的{n}得出，点数少、区间宽，只宜看方向。",
        "Every effect rests on {n} of a sweep: few, so bands are wide and only signs should be read.",
    ),
}
