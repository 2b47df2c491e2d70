"""Words of the back-test's page, zh and en."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "known_2019": ("按2019年所知", "as known in 2019"),
    "history": ("含事后信息", "with hindsight"),
    "drift": ("随机游走", "random walk"),
    "flat": ("不变", "no change"),
    "observed": ("公布数", "observed"),
    "model": ("模型", "model"),
    "city": ("全市", "City"),
    "county": ("各县", "Counties"),
    "recalled": ("记忆", "recalled"),
    "forecasts": (
        "回测：公布数与各方预测（中位数，90%区间）",
        "Back-test: published figures beside forecasts (median, 90 % band)",
    ),
    "scores": (
        "得分（均相对公布数；CRPS 越小越好；技巧＝1－得分÷随机游走得分，负数为更差）",
        "Scores (relative to the figure; less is better; skill = 1 - score / random walk's, below 0 worse)",
    ),
    "outside": (
        "模型被告知的外部世界（实际增速，价格）",
        "The world outside that the model was told (real growth, prices)",
    ),
    "walks": ("随机游走所据记录", "What the random walks rest on"),
    "code": ("程序版本", "made by"),
}
HEADS: dict[str, tuple[str, str]] = {
    "series": ("序列", "Series"),
    "year": ("年份", "Year"),
    "observed": ("公布数", "Observed"),
    "grade": ("等级", "Grade"),
    "forecaster": ("预测者", "Forecaster"),
    "points": ("点数", "Points"),
    "mape": ("平均\n误差", "Mean\nerror"),
    "rmse": ("均方根\n误差", "RMS\nerror"),
    "inside": ("90%区间\n覆盖", "Inside\n90 %"),
    "crps": ("CRPS", "CRPS"),
    "skill_mape": ("技巧\n（误差）", "Skill,\nerror"),
    "skill_crps": ("技巧\n（CRPS）", "Skill,\nCRPS"),
    "known": ("已知年份", "Known years"),
    "start": ("起点", "From"),
    "drift": ("年漂移", "Drift\na year"),
    "spread": ("年波动", "Spread\na year"),
}
INDICATORS: dict[str, tuple[str, str]] = {
    "gdp_nominal": ("GDP（现价）", "nominal GDP"),
    "firms_above_scale": ("规上工业企业", "above-scale firms"),
    "population": ("常住人口", "residents"),
}
HINDSIGHT: tuple[tuple[str, str], ...] = (
    (
        "“含事后信息”只多知道上表所列外部世界的实际走势；两者都不含任何政策，也没有新通道开通。",
        "“With hindsight” is told in addition only what the world outside did (table above); neither has a policy or "
        "a new link.",
    ),
    (
        "两者都带有的后见之明：2019年末开局没有当时资料之处由2022年末开局缩放而来（人口、就业、各县与各行业比例），"
        "参数由知道2020—2023年情况的人设定。",
        "Hindsight in both: where the opening of 2019Q4 has no figures of its time it is that of 2022Q4 scaled "
        "(people, jobs, shares of counties and sectors), and the parameters were set by people who knew 2020-2023.",
    ),
    (
        "模型区间只含偶然性，不含参数与外部世界的不确定，因而偏窄。",
        "The model's bands hold chance alone, not doubt about parameters or the world outside: they are too narrow.",
    ),
    (
        "人口改以2020年普查为基准：2020年不计分，各方都从2020年公布数起算（上表 *）。",
        "Residents changed basis with the census of 2020: that year is not scored, all start from its figure (*).",
    ),
    (
        "规上工业企业2011年起门槛提高，漂移不跨越该年；2021—2022年清查入库补录了此前已达标的企业。",
        "Above-scale firms: the threshold rose in 2011, no drift is taken across it; the listing drive of 2021-22 put "
        "firms on the list that were above scale before.",
    ),
    (
        "全市GDP在2019年以前只有2018年一个数，且为经济普查修订前口径，漂移因此偏高；等级“记忆”的数没有手头文件。",
        "City GDP has one figure before 2019, of 2018 and before the revision of the economic census, so the drift is "
        "too high; figures graded “recalled” have no document at hand.",
    ),
    (
        "台山、恩平GDP的游走从2012年起算，是较弱的对手；技巧只算有游走的数。数字这样少，好坏都不足为凭。",
        "The walks of GDP in Taishan and Enping start from 2012, weak opponents; skill counts figures that have a walk "
        "only. So few figures prove little either way.",
    ),
)
