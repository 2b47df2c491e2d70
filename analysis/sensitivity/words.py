"""Names of assumptions for people: blocks of parameters, and single ones by their key and title."""

from __future__ import annotations

from collections.abc import Mapping

BLOCKS: dict[str, tuple[str, str]] = {
    "growth": ("订单", "orders"),
    "trade": ("市场", "markets"),
    "production": ("生产", "production"),
    "labour": ("就业与工资", "hiring and wages"),
    "productivity": ("生产率", "productivity"),
    "investment": ("投资", "investment"),
    "credit": ("信贷", "loans and cash"),
    "owners": ("分红", "profits"),
    "entry": ("创业", "births of firms"),
    "exit": ("退出", "deaths of firms"),
    "ladder": ("组织形式", "rungs of a firm"),
    "households": ("居民收支", "households"),
    "migration": ("人口流动", "migration"),
    "government": ("财政", "budgets"),
    "parks": ("园区", "parks"),
    "land": ("土地与房贷", "land and home loans"),
    "renewal": ("工改", "renewal of old parks"),
    "projects": ("招商项目", "investment projects"),
    "recognition": ("企业认定与入统", "titles and statistics"),
    "upgrade": ("技改与数字化", "upgrade and digitalisation"),
    "villages": ("村集体", "village collectives"),
    "farming": ("特色农业", "speciality farming"),
    "tourism": ("旅游", "tourism"),
    "environment": ("环境", "environment"),
    "services": ("教育与医疗", "schools and hospitals"),
    "residents": ("居民年龄与技能", "people by age and skill"),
    "commuting": ("通勤", "commuting"),
    "effort": ("精力、考核与上报", "effort, targets, reports"),
    "crowding": ("信贷与公共债务", "credit and public debt"),
    "knowhow": ("结对帮带", "know-how of pairs"),
    "stocks": ("项目建设内容", "what programmes build"),
}
"""Blocks of parameters in Chinese and English."""
OF_PARAMETERS = "parameters."


def short_key(name: str) -> str:
    """A key without its first word: `growth.noise_sd_share`."""
    return name.removeprefix(OF_PARAMETERS)


def assumption(name: str, titles: Mapping[str, tuple[str, str]], lang: str) -> str:
    """The name of a group or factor in a language (zh, en): its title, with its block before it."""
    block, _, last = short_key(name).partition(".")
    index = 0 if lang == "zh" else 1
    title = titles.get(name, ("", ""))[index]
    if not last:
        return title or BLOCKS.get(block, (name, name))[index]
    words = title or last.replace("_", " ")
    above = BLOCKS.get(block, ("", ""))[index]
    return f"{above}{'·' if lang == 'zh' else ': '}{words}" if above else words


WORDS: dict[str, tuple[str, str]] = {
    "effect": ("{scenario} 相对 {baseline} 的影响", "effect of {scenario} against {baseline}"),
    "level": ("{scenario} 的水平", "level in {scenario}"),
    "morris": ("Morris 筛选", "Morris screening"),
    "sobol": ("Sobol' 方差分解", "Sobol' indices"),
    "latin_hypercube": ("先验抽样", "Draws of the priors"),
    "rest": ("其余 {count} 项：至多 {most}", "{count} others: at most {most}"),
    "mean": (
        "各种假设下均值 {mean}，90 % 在 {low} 至 {high} 之间（{unit}）",
        "over the assumptions: mean {mean}, 90 % between {low} and {high} ({unit})",
    ),
    "robust": ("稳健：{share} 的抽样中方向为{sign}", "robust: {sign} in {share} of draws"),
    "fragile": (
        "不稳健：方向为{sign}的只占 {share}，不足 90 %",
        "not robust: {sign} in only {share} of draws, less than 90 %",
    ),
    "unknown": (
        "抽样 {draws} 次，不足以判断是否稳健（方向为{sign}的占 {share}）",
        "{draws} draws are too few to call it robust or not ({sign} in {share})",
    ),
    "held": ("95 % 区间 {low}–{high}", "95 % interval {low}–{high}"),
    "plus": ("正", "positive"),
    "minus": ("负", "negative"),
    "noise": (
        "偶然性：占单次运行方差的 {single}，占各点 {count} 次平均之间方差的 {seen}",
        "chance: {single} of the variance of one run, {seen} of that between points' means of {count} replicates",
    ),
    "no_noise": (
        "每点只有 1 次重复，偶然性未知；用 replicates=2 或更多",
        "one replicate a point: chance is not known; give replicates=2 or more",
    ),
    "whole": ("用 {kept} {what}", "{kept} {what}"),
    "whole_of": (
        "用 {kept} {what}；另有 {dropped} {what}因有运行失败或未完成而未用",
        "{kept} {what}; {dropped} more left out because of runs that failed or are not made",
    ),
    "no_change": ("各点结果相同", "the same at every point"),
    "of_morris": ("条轨迹", "trajectories"),
    "of_sobol": ("组", "blocks"),
    "of_latin_hypercube": ("次抽样", "draws"),
    "sum_first": (
        "S1 合计 {first}：其余 {rest} 来自假设之间的共同作用",
        "S1 sum to {first}; the other {rest} comes from assumptions acting together",
    ),
    "sum_first_whole": (
        "S1 合计 {first}：各假设各自起作用",
        "S1 sum to {first}: assumptions act each by itself",
    ),
    "sum_first_above": (
        "S1 合计 {first}，超过 1：点数太少，用 points= 增加",
        "S1 sum to {first}, above 1: too few points; give more with points=",
    ),
    "explained": (
        "最强 {count} 项可解释未参与拟合的抽样中 {share} 的方差",
        "the strongest {count} predict {share} of the variance of draws they were not fitted to",
    ),
    "none_above": ("没有一项超过偶然性", "none stands above chance"),
    "count": ("抽样次数", "draws"),
    "replicates": ("次重复", "replicates a point"),
    "axis_sobol": ("方差份额：深色 S1，浅色 ST", "share of variance: dark S1, light ST"),
    "axis_prior": ("秩相关（竖线：偏秩相关）", "rank correlation (tick: partial)"),
    "overview": ("各结果中最重要的假设（名次）", "what matters for which outcome (rank)"),
}
"""Sentences of the page and the figure."""

HEADS: dict[str, tuple[str, str]] = {
    "assumption": ("假设", "Assumption"),
    "mu_star": ("μ*", "μ*"),
    "interval": ("95%区间", "95 % interval"),
    "of_effect": ("占影响", "Of the\neffect"),
    "direction": ("方向", "Sign"),
    "sigma": ("σ/μ*", "σ/μ*"),
    "floor": ("噪声线", "Noise"),
    "above": ("超过\n噪声", "Above\nnoise"),
    "first": ("S1", "S1"),
    "total": ("ST", "ST"),
    "rank": ("秩相关", "Rank\ncorr."),
    "partial": ("偏秩相关", "Partial"),
    "share": ("方差占比", "Share of\nvariance"),
    "related": ("显著", "Related"),
}

NOTES: dict[str, tuple[str, str]] = {
    "morris": (
        "μ*：该假设走完其先验范围时结果的平均变动；方向：＋ 假设越大结果越大，± 两者皆有，空 为一组假设；"
        "σ/μ* 接近或超过 1：影响随其他假设而变；噪声线：仅凭偶然性在 95 % 情形下达不到的 μ*",
        "μ*: mean size of the change as the assumption crosses its prior range; sign: + up with it, ± both, empty for "
        "a block; σ/μ* near 1 or more: it depends on the others; noise: the μ* that chance alone stays below in 95 %",
    ),
    "sobol": (
        "S1：单独由该假设带来的方差份额；ST：连同与其他假设的共同作用；噪声线：仅凭偶然性在 95 % 情形下达不到的 ST",
        "S1: share of variance from the assumption alone; ST: with all it does together with others; noise: the ST "
        "that chance alone stays below in 95 %",
    ),
    "latin_hypercube": (
        "秩相关：所有假设同时变动；偏秩相关与方差占比只对最强的几项；显著：同时看全部假设，误报控制在 5 %",
        "rank correlation with all assumptions drawn at once; partial correlation and share for the strongest only; "
        "related: with all of them in view, false discoveries held at 5 %",
    ),
}
"""How to read a table."""

KEYS: dict[str, tuple[str, str]] = {
    "morris": (
        "▲ 随之上升  ▼ 随之下降  ◆ 两者皆有  ● 一组假设；空心：影响随其他假设而变；灰条：偶然性；灰色：未超过偶然性；"
        "横线：95 % 区间（末端三角：超出图外）",
        "▲ up with it  ▼ down  ◆ both  ● a block; hollow: depends on the others; grey bar: chance alone; "
        "grey mark: not above it; line: 95 % interval (arrow at its end: beyond the picture)",
    ),
    "sobol": (
        "细线：95 % 区间；灰竖线：仅凭偶然性可达到的 ST",
        "thin line: 95 % interval; grey tick: the ST that chance alone may reach",
    ),
    "latin_hypercube": (
        "青：随之上升，棕：随之下降，灰：不显著（同时看全部假设，误报控制在 5 %）",
        "teal: up with it, brown: down, grey: not related (all in view, false discoveries held at 5 %)",
    ),
}
"""What the marks of a figure mean."""


def say(key: str, lang: str, **values: object) -> str:
    """A sentence of the page; both languages one after the other."""
    from analysis.labels import choose

    zh, en = (_filled(text, at, values) for at, text in enumerate(WORDS[key]))
    return choose(zh, en, lang, " · ")


def _filled(text: str, at: int, values: Mapping[str, object]) -> str:
    return text.format(**{key: one[at] if isinstance(one, tuple) else one for key, one in values.items()})
