"""Chinese names of what policy files write in English (中文名): offered where one is written in its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

RULES = {
    "equal": ("平均分配", "every place the same"),
    "per_head": ("按人口分配", "by population"),
    "need": ("按需要分配", "by how far `by` lies below `below`"),
    "tournament": ("竞争择优", "the `winners` places with most `by` share it evenly"),
    "open_bid": ("揭榜挂帅", "the `winners` best bids share it evenly"),
    "list": ("按名单分配", "by the weights given in `weights`"),
    "first_come": ("先到先得", "`award_yuan` a place until the year's budget is spent"),
    "merit": ("按成绩分配", "by how far `by` lies above the weakest"),
}
"""Rules by which a budget is shared: Chinese name, and what each does."""
RULES_IN_CHINESE = {
    "equal": "各地相同",
    "per_head": "按常住人口",
    "need": "按 by 低于 below 的差距",
    "tournament": "by 最高的 winners 个地方平均分得",
    "open_bid": "承诺成效最高的 winners 个地方平均分得",
    "list": "按 weights 中的权重",
    "first_come": "每地 award_yuan，用完当年预算为止",
    "merit": "按 by 高出最弱者的部分",
}
"""What each rule does, in Chinese."""
LEVELS = {
    "county": "县（市、区）",
    "town": "镇街",
    "village": "村",
    "park": "园区",
    "outside": "市外",
    "firm": "企业",
}
"""What a place of a policy can be."""
VARIABLES = {
    "people": ("人口", "persons"),
    "gdp_per_head": ("人均地区生产总值", "yuan a head"),
    "revenue_per_head": ("人均财政收入", "yuan a head"),
    "income_per_head": ("人均收入", "yuan a head"),
    "rural_income_per_head": ("农村人均收入", "yuan a head"),
    "skill": ("有技能者占比", "share"),
    "school_quality": ("办学质量", "1 is the norm"),
    "hospital_quality": ("医疗质量", "1 is the norm"),
    "environment": ("环境", "index"),
    "service_minutes": ("到日常服务的时间", "minutes"),
    "collective_income": ("村集体收入", "yuan a year"),
    "collective_assets": ("村集体资产", "yuan"),
    "governance": ("村级治理", "index"),
    "amenity": ("村容村貌", "index"),
    "area": ("面积", "km2; parks mu"),
    "free_land": ("可供土地", "mu"),
    "occupancy": ("入驻率", "share"),
    "quality": ("园区品质", "index"),
    "sales": ("销售额", "yuan a year"),
}
"""Variables by which places are picked and money is shared: Chinese name, unit."""
WORDS: dict[str, tuple[str, ...]] = {
    "city": ("市本级", "市级", "市财政", "本级", "全市", "市里", "全江门"),
    "up": ("上级", "省", "省级", "省里", "省财政", "中央", "省与中央", "国家", "中央和省"),
    "owners": ("企业", "企业主", "业主", "企业自筹", "社会资本"),
    "recipients": ("受益地", "受益方", "受助方", "受援方", "自筹", "各地自筹"),
    "donors": ("帮扶方", "支援方"),
    "outside": ("市外", "区外", "外地", "外部"),
    "donor": ("帮扶方", "支援方"),
    "recipient": ("受助方", "受援方", "受益方"),
    "county": ("县", "县级", "区县", "县区"),
    "town": ("镇", "镇级", "镇街", "乡镇", "街道"),
    "village": ("村", "村级", "行政村"),
    "park": ("园区", "产业园", "工业园"),
    "firm": ("企业",),
    "school": ("学校",),
    "hospital": ("医院",),
    "all": ("全部", "所有"),
    "most": ("最多", "最高"),
    "least": ("最少", "最低"),
    "random": ("随机",),
    "nearest": ("就近", "最近"),
    "similarity": ("相似", "相似度"),
    "optimal": ("最优",),
    "stable": ("稳定匹配",),
    "rank_mirror": ("强弱结对", "名次对应"),
    "open": ("开通", "通车"),
    "shut": ("关闭", "中断"),
    "demand": ("需求",),
    "visitors": ("游客",),
    "sourced": ("有出处",),
    "recalled": ("记忆",),
    "judgement": ("判断",),
    "equal": ("平均", "均分"),
    "per_head": ("人均", "按人口", "按人头"),
    "need": ("按需", "按需要"),
    "tournament": ("竞赛", "竞争", "竞争性分配"),
    "open_bid": ("揭榜", "竞标", "招标"),
    "list": ("名单", "清单", "指定"),
    "first_come": ("先来先得",),
    "merit": ("择优", "按成绩", "按绩效"),
    "programmes": ("项目", "项目资金"),
    "pairings": ("结对", "结对帮扶"),
    "events": ("事件",),
    "adopts": ("目标", "考核", "采纳目标"),
    "title": ("标题", "名称"),
    "source": ("来源", "出处"),
    "payers": ("出资方", "出资"),
    "scope": ("范围", "适用范围", "受益范围"),
    "stocks": ("建设内容", "内容"),
    "rule": ("分配办法", "规则"),
    "budget_yuan_per_year": ("预算", "年度预算", "资金", "金额"),
    "start_date": ("开始", "开始日期", "起始日期"),
    "end_date": ("结束", "结束日期", "截止日期"),
}
"""Words that analysts write, by the English one that is meant."""


def named(key: str) -> str:
    """The Chinese name of a stock, a rule or a variable; empty where it has none."""
    from sim.stocks import STOCKS

    if key in STOCKS:
        return STOCKS[key].zh
    return RULES[key][0] if key in RULES else VARIABLES[key][0] if key in VARIABLES else ""


def meant(word: str, valid: Iterable[str]) -> str:
    """The valid name that a Chinese word stands for, or nearest to it; empty where there is none."""
    if word.isascii():
        return ""
    choices = list(valid)
    called = {zh: key for key in choices for zh in (*WORDS.get(key, ()), named(key)) if zh}
    if word in called:
        return called[word]
    parts = {
        part: key
        for zh, key in called.items()
        for part in (zh,)
        if len(word) > 1 and (word in zh or zh in word)
    }
    found = difflib.get_close_matches(word, list(parts) or list(called), n=1, cutoff=0.5)
    return called[found[0]] if found else next(iter(parts.values()), "")
