"""The table of stocks that programmes build, in both languages, for the model's description."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from experiments.tabulating import Rows, table
from sim.accounts import Kind
from sim.parameters import Parameters
from sim.stocks import STOCKS, Stock

LEVELS = {"county": "县", "town": "镇街", "village": "村", "park": "园区"}
RECEIVERS = {"market": "市场", "households": "居民", "owners": "企业业主", "collective": "村集体"}
IN_CHINESE = {
    "infrastructure": ("元", "与当季其他工程一并计入公共资本"),
    "services": ("元", "只是支出：当季需求，不形成存量"),
    "awards": ("元", "规上企业预期一月得到更多奖励，更早入统；不超过奖励上限"),
    "upgrades": ("户", "企业开展技改，其中一部分本来就有计划；生产率提高，直至被同行赶上"),
    "digital": ("户", "企业一月起步：第一年略降，此后提高"),
    "renewal": ("元", "观望的业主动工，以补助所及为限"),
    "loan_interest": ("元", "借款人负担的利率降低，下季度想要更多设备"),
    "promotion": ("常年工作量", "全市线索增多，本县更受青睐、开工更快；约一年后淡忘"),
    "project_subsidy": ("元", "更多项目落户本县，其中多数本会落在邻县或竞争城市"),
    "energy_quota": ("可容概率", "高耗能项目在能耗指标下有了空间，本县也更有吸引力"),
    "research": ("元", "工业生产率提高，消退速度同企业自身研发成果"),
    "returnees": ("在外户籍人口（人·年）", "经费到位期间在外户籍人口返乡，十人中一人创业"),
    "training": ("人", "未受高等教育的成年人成为有技能者"),
    "managers": ("人", "有技能的成年人由市外迁入"),
    "health_staff": ("人", "有技能的成年人由市外迁入"),
    "scientists": ("人", "有技能的成年人由市外迁入"),
    "doctoral_platforms": ("个", "只计数：平台本身不带来人"),
    "consumption": ("元", "居民下季度多买，此后少买：大部分只是提前"),
    "social_floor": ("元", "农村居民收入，与其他收入一样花用"),
    "orchards": ("亩", "三年后挂果的柑园；用地来自坡地、撂荒地，以及规定限度内的其他农地"),
    "traceability": ("亩（柑园）", "假冒陈皮减少，消费者多买正品"),
    "high_standard_farmland": ("亩", "稻田增产；以稻田面积为限"),
    "demonstration_fields": ("亩", "高标准农田再增产；以其面积为限"),
    "ponds": ("亩", "鱼虾增产；以鱼塘面积为限"),
    "specialities": ("元", "其他特色产业的资产，对外销售增加"),
    "chenpi_manors": ("个", "只计数：建设期间形成需求"),
    "school_places": ("个", "学校不再拥挤；空置学位会摊薄质量"),
    "hospital_beds": ("张", "医院不再拥挤；空置床位会摊薄质量"),
    "school_quality": ("人·标准差", "师资设备提高质量，停投则消退；更多人愿意居住"),
    "hospital_quality": ("人·标准差", "人员设备提高质量，停投则消退；更多人愿意居住"),
    "service_points": ("个", "日常服务更近"),
    "sights": ("人次/年", "带来游客，其中一部分由市内其他景点分流；市外游客在本地消费"),
    "toilets": ("座", "镇街环境改善，逐步递减；更多人愿意居住"),
    "sports_grounds": ("个", "镇街环境改善，逐步递减；更多人愿意居住"),
    "belts": ("公里", "镇街环境改善，逐步递减；更多人愿意居住"),
    "environment_works": ("元", "镇街环境改善，逐步递减；更多人愿意居住"),
    "village_assets": ("元", "村集体得到租金；项目失败则没有收入，维护费照付"),
    "village_supervision": ("村（监管缺口减半）", "村集体收入流失减少"),
    "village_governance": ("村（走完一半）", "收益提高、流失减少、土地条件更好；有上限，会消退"),
    "village_look": ("示范村", "村容达到更高标准：宜居、美丽、示范"),
    "village_services": ("个或公里", "到日常服务的时间缩短"),
    "village_land": ("亩", "集体闲置建设用地出租，收取租金"),
    "serviced_land": ("亩", "一年后可供项目购买的土地；以规划用地为限"),
    "standard_plants": ("平方米", "一年后由园区公司出租的厂房；以容积率上限为限"),
    "park_quality": ("亩（走完一半）", "园区品质过门槛后，区内企业生产率提高"),
}
"""Unit of each stock, and what is different once it stands."""


def stocks(lang: str) -> str:
    """Every stock: level, unit, cost of a unit by default, who is paid and under which kind, what it does."""
    head = {
        "en": ("name", "中文", "English", "level", "unit", "yuan a unit", "paid to", "wears", "what it does"),
        "zh": ("名称", "中文", "English", "层级", "单位", "单位成本（元）", "付给", "损耗", "作用"),
    }[lang]
    rows: Rows = [_row(stock, lang) for stock in STOCKS.values()]
    return table(head, rows)


def _row(stock: Stock, lang: str) -> tuple[str, ...]:
    cost = f"{default_cost(stock):,.0f}" if stock.unit != "yuan" else ""
    first = f"`{stock.name}`", stock.zh, stock.en
    paid = f"`{Kind(stock.kind).name.lower()}`"
    if lang == "zh":
        unit, does = IN_CHINESE[stock.name]
        wears = "未付运行费则加倍" if stock.upkeep else ""
        return (*first, LEVELS[stock.level], unit, cost, f"{RECEIVERS[stock.receiver]} {paid}", wears, does)
    wears = "twice as fast without running costs" if stock.upkeep else ""
    return (*first, stock.level, stock.unit, cost, f"{stock.receiver} {paid}", wears, stock.does)


def default_cost(stock: Stock) -> float:
    """Cost of a unit with every parameter at its default; costs read parameters and nothing else of a world."""
    world: Any = SimpleNamespace(scenario=SimpleNamespace(parameters=Parameters()))
    return stock.cost(world)
