"""Words of figures: headlines with places for names, marks, keys."""

WORDS: dict[str, tuple[str, str]] = {
    "figures_above": (
        "“{title}”使{place}{name}在{year}年比基准高{effect}",
        "{title}: {name} in {place} {effect} above the baseline in {year}",
    ),
    "figures_below": (
        "“{title}”使{place}{name}在{year}年比基准低{effect}",
        "{title}: {name} in {place} {effect} below the baseline in {year}",
    ),
    "figures_times": (
        "“{title}”使{place}{name}在{year}年为基准的{effect}倍",
        "{title}: {name} in {place} {effect} times the baseline in {year}",
    ),
    "figures_unsure": (
        "{year}年{place}{name}：“{title}”的影响方向不确定",
        "{title}: effect on {name} in {place}, direction uncertain in {year}",
    ),
    "figures_same": (
        "“{title}”未改变{place}{name}（{year}年）",
        "{title}: {name} in {place} unchanged in {year}",
    ),
    "figures_counted": (
        "“{title}”：{year}年{name}，{all}地中{parts}",
        "{title}, {year}: {name} {parts} of {all} places",
    ),
    "figures_counted_up": ("{n}地高于基准", "raised in {n}"),
    "figures_counted_down": ("{n}地低于基准", "lowered in {n}"),
    "figures_counted_rest": ("{n}地方向不确定或无变化", "uncertain or unchanged in {n}"),
    "figures_grown": (
        "“{title}”下{name}：{first}–{last}年，{all}地中{n}地上升",
        "{title}: {name} up in {n} of {all} places from {first} to {last}",
    ),
    "figures_met": (
        "{target}（{goal}，{date}年）：“{title}”下{ours}的模拟达到，基准{theirs}",
        "{target} ({goal} by {date}): {ours} of runs meet it under “{title}”, {theirs} in the baseline",
    ),
    "figures_met_several": (
        "{all}项目标中，至少半数模拟达到的：“{title}”{ours}项，基准{theirs}项",
        "Of {all} targets, met in at least half of the runs: {ours} under “{title}”, {theirs} in the baseline",
    ),
    "figures_ever": (
        "{target}（{goal}）：“{title}”下{ours}的模拟到期（{date}年）达标，基准{theirs}",
        "{target} ({goal}): {ours} of runs meet it when due, in {date}, under “{title}”, {theirs} in the baseline",
    ),
    "figures_later": ("{date}年以后才首次达到：{said}", "first met only after {date}: {said}"),
    "figures_later_one": ("“{title}”{share}", "{share} under “{title}”"),
    "figures_few": ("（少，区间很宽）", " (few: wide intervals)"),
    "figures_beside": ("{name}（{other}的各对）", "{name} (pairs of {other})"),
    "figures_starts": ("政策起始", "policy starts"),
    "figures_band": ("90%：{band}", "90 %: {band}"),
    "figures_level": ("水平值 {level}", "level {level}"),
    "figures_dots": (
        "点为均值，粗线50%，细线90%；空心：方向不确定",
        "dot: mean, thick line 50 %, thin 90 %; hollow: direction uncertain",
    ),
    "figures_bars": ("条为均值，粗线50%，细线90%", "bar: mean, thick line 50 %, thin 90 %"),
    "figures_strip": (
        "成对差异的均值与90%带；◇ 方向不确定",
        "mean and 90 % band of paired differences; ◇ direction uncertain",
    ),
    "figures_question": ("“?”：方向不确定", "?: direction uncertain"),
    "figures_slope": (
        "线为均值；虚线与问号：方向不确定",
        "lines: means; dashed, with ?: direction uncertain",
    ),
    "figures_singles": ("小点：各对", "small dots: single pairs"),
    "figures_own_scale": ("效果大小悬殊，各用自己的刻度", "effects differ much in size: a scale each"),
    "figures_alone": ("单列", "On its own"),
    "figures_alone_note": (
        "{names}不属于任何片区，各片区之和不等于全市",
        "{names} belongs to no group: the groups do not add up to the city",
    ),
    "figures_higher": ("{names}高于基准", "above the baseline in {names}"),
    "figures_lower": ("{names}低于基准", "below the baseline in {names}"),
    "figures_unknown": ("{names}方向不确定", "uncertain in {names}"),
    "figures_equal": ("{names}无变化", "unchanged in {names}"),
    "figures_named": ("“{title}”：{year}年{name}{parts}", "{title}, {year}: {name} {parts}"),
    "figures_other": ("其他", "Others"),
    "figures_left_out": ("另有{n}地未画出", "{n} more places not drawn"),
    "figures_goal": ("目标 {goal}", "target {goal}"),
    "figures_date": ("期限{date}年", "due {date}"),
    "figures_share": ("达标 {met}/{n}", "met {met} of {n}"),
    "figures_of_goal": (
        "目标的百分比（目标＝100），阴影为达标一侧",
        "per cent of the target (target = 100); shaded: the side that meets it",
    ),
    "figures_met_marks": ("✓：至少半数模拟达标", "✓: at least half of the runs meet it"),
    "figures_selected": (
        "{all}项可评分目标中，取结果最接近目标值的{n}项",
        "{n} of {all} scored targets: those whose outcome lies nearest to the number",
    ),
    "figures_never": ("未达到", "never"),
    "figures_runs_met": ("柱为该年首次达到的模拟占比", "bars: share of runs that first meet it in the year"),
    "figures_starts_of": ("{title}起始", "{title} starts"),
}
