"""Stated targets (目标) and what shows them: an indicator, or why the model cannot see it and what comes nearest.

A target is what public texts of 2023-2024 ask of the city, a county, parks, towns or villages. Targets move nobody by
being written here; a scenario sets those that leaders feel. Pure data: `bqw list targets` shows it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """One stated target. `indicators` show it; where `why` says something they are only what comes nearest."""

    id: str
    zh: str
    en: str
    place: str
    goal: str
    deadline: str
    indicators: tuple[str, ...]
    why_zh: str = ""
    why_en: str = ""

    @property
    def external(self) -> bool:
        """Whether the target itself lies outside the model."""
        return bool(self.why_en)


CITY, COUNTIES = "全市 city", "各县 counties"
XINHUI, TAISHAN, HESHAN = "新会区 Xinhui", "台山市 Taishan", "鹤山市 Heshan"
KAIPING, JIANGHAI, HUICHENG = "开平市 Kaiping", "江海区 Jianghai", "圭峰会城 Guifeng Huicheng"

RANK = ("全国排名取决于其他地区", "a national rank depends on places outside the model")
STATUS = ("由上级认定，称号本身无作用", "a status is awarded from above, and a label does nothing")

TARGETS: tuple[Target, ...] = (
    Target("T001", "地区生产总值", "GDP", XINHUI, "≥ 330 bn yuan", "2033", ("gdp_nominal",)),
    Target("T002", "年均实际增长", "mean real growth", XINHUI, "≥ 8 % a year", "2023-2033", ("gdp_real",)),
    Target("T003", "占全市生产总值", "share of the city's GDP", XINHUI, "≥ 33.3 %", "2033", ("gdp_nominal",)),
    Target("T004", "地区生产总值", "GDP", XINHUI, "≥ 100 bn yuan", "2023", ("gdp_nominal",)),
    Target("T005", "各县生产总值", "GDP of each county", COUNTIES, "≥ 100 bn yuan", "", ("gdp_nominal",)),
    Target(
        "T006", "全国百强区排名", "rank among districts", XINHUI, "≤ 40", "2027-2028",
        ("gdp_real", "revenue_own", "income_disposable_per_head"), *RANK,
    ),
    Target(
        "T007", "一般预算收入超5亿元的镇街占比", "share of towns with revenue above 0.5 bn", XINHUI, "≥ 50 %",
        "2027-2028", ("towns_revenue_above_500m_share",),
    ),
    Target(
        "T008", "集体经营性收入超2000万元的村", "villages with operating income above 20 m", XINHUI,
        "a batch 一批", "2027-2028", ("villages_above_20m",),
    ),
    Target(
        "T009", "村集体总收入下限", "least income of a village collective", XINHUI, "≥ 0.5 m yuan a year", "2023",
        ("village_income_min",),
    ),
    Target("T010", "高新技术企业", "high-tech firms", XINHUI, "≥ 620", "2025", ("firms_high_tech",)),
    Target("T011", "重点小巨人", "key little giants", XINHUI, "≥ 5", "2025", ("firms_key_giant",)),
    Target("T012", "国家级小巨人", "little giants", XINHUI, "≥ 10", "2025", ("firms_little_giant",)),
    Target(
        "T013", "产值超10亿元企业", "firms with output above 1 bn", XINHUI, "≥ 40", "2025",
        ("firms_output_above_1bn",),
    ),
    Target("T014", "技改企业", "firms upgrading", XINHUI, "≥ 100 a year", "every year", ("upgrades",)),
    Target(
        "T015", "落地项目投资额", "investment of projects signed (contracts)", XINHUI, "≥ 50 bn yuan a year",
        "2023-2025",
        ("investment_signed",),
    ),
    Target(
        "T016", "特色园区亿元以上产业链项目", "chain projects above 0.1 bn a park", "6 parks 园区", "≥ 10 a park",
        "2023", ("projects_above_100m",),
    ),
    Target(
        "T017", "数字化转型规上企业", "digitalised above-scale firms", XINHUI, "≥ 50", "2023", ("firms_digital",)
    ),
    Target(
        "T018", "重点项目完成投资", "investment of key projects made", XINHUI, "≥ 30 bn yuan", "2023",
        ("investment_executed",),
    ),
    Target("T019", "新增经营管理人才", "new managers", XINHUI, "≥ 500", "2023", ("talent_managers",)),
    Target("T020", "新增卫生人才", "new health workers", XINHUI, "≥ 350", "2023", ("talent_health",)),
    Target("T021", "新增科技人才", "new scientists", XINHUI, "≥ 1 150", "2023", ("talent_science",)),
    Target("T022", "博士平台", "doctoral platforms", XINHUI, "≥ 4", "2023", ("doctoral_platforms",)),
    Target(
        "T023", "陈皮全产业链产值", "revenue of the chenpi chain", XINHUI, "≥ 23 bn yuan", "2023",
        ("chenpi_chain_output_reported",),
    ),
    Target(
        "T024", "纳入溯源的柑橘面积占比", "citrus area that can be traced", XINHUI, "≥ 90 %", "2023",
        ("citrus_area_traceable_share",),
    ),
    Target("T025", "柑橘种植面积", "citrus area", XINHUI, "≥ 150 000 mu", "standing", ("citrus_area",)),
    Target("T026", "陈皮庄园", "chenpi manors", HUICHENG, "≥ 2", "2025", ("chenpi_manors",)),
    Target("T027", "乡村振兴示范带", "demonstration belts", XINHUI, "≥ 4", "2023", ("demonstration_belts",)),
    Target(
        "T028", "达到美丽乡村标准的村", "villages of the beautiful standard", XINHUI, "100 %", "2025",
        ("villages_beautiful_share",),
    ),
    Target(
        "T029", "美丽示范村", "beautiful demonstration villages", XINHUI, "≥ 10", "2027-12",
        ("villages_demonstration",),
    ),
    Target(
        "T030", "美丽宜居示范村", "livable demonstration villages", XINHUI, "≥ 20", "2033",
        ("villages_demonstration",),
    ),
    Target(
        "T031", "典型村培育", "villages of the demonstration programme", XINHUI, "= 22", "2023-2027",
        ("villages_demonstration",),
    ),
    Target(
        "T032", "达到宜居标准的村", "villages of the livable standard", HUICHENG, "≥ 31", "2023",
        ("villages_livable",),
    ),
    Target("T033", "改造公厕", "public toilets rebuilt", HUICHENG, "≥ 8", "2023", ("toilets_rebuilt",)),
    Target("T034", "新增学位", "school places added", HUICHENG, "≥ 2 800", "2023", ("school_places_added",)),
    Target(
        "T035", "改造运动场地", "sports grounds rebuilt", HUICHENG, "≥ 5", "2023", ("sports_grounds_rebuilt",)
    ),
    Target(
        "T036", "公共服务圈", "minutes to public services", XINHUI, "≤ 10 minutes", "standing",
        ("village_service_minutes",),
    ),
    Target(
        "T037", "大型产业集聚区基础设施投资", "infrastructure of the large cluster zone", CITY, "≥ 10 bn yuan",
        "2023", ("park_investment",),
    ),
    Target(
        "T038", "集聚区规上工业产值", "output of the cluster zone above scale", CITY, "≥ 350 bn yuan", "2023",
        ("output_nominal", "firms_above_scale"),
        "集聚区跨县，产值按县统计", "the zone lies in several counties; output is counted by county",
    ),
    Target(
        "T039", "农村居民收入增速高于全省", "rural income grows faster than the province's", CITY, "> province",
        "every year", ("income_rural_per_head",),
        "省平均由外部给出", "the province's mean is given from outside",
    ),
    Target(
        "T040", "城乡收入差距", "urban income over rural", CITY, "markedly smaller 明显缩小", "2024",
        ("urban_rural_ratio",),
    ),
    Target(
        "T041", "县域增速与人均生产总值", "growth and GDP per head of the counties", COUNTIES,
        "markedly higher 明显提升", "2024", ("gdp_real", "gdp_real_per_head"),
    ),
    Target(
        "T042", "国家高新区排名", "rank among national high-tech zones", JIANGHAI, "≤ 50", "",
        ("firms_high_tech", "output_nominal"), *RANK,
    ),
    Target(
        "T043", "工业百强县市", "rank among industrial counties", HESHAN, "≤ 100", "",
        ("value_added_secondary", "firms_above_scale"), *RANK,
    ),
    Target(
        "T044", "国家乡村振兴示范县", "national demonstration county of rural revival", KAIPING, "= 1", "",
        ("income_rural_per_head", "village_income_mean"), *STATUS,
    ),
    Target(
        "T045", "省典型县", "provincial model county", f"{TAISHAN}, {HESHAN}", "= 1", "",
        ("gdp_real", "urban_rural_ratio"), *STATUS,
    ),
    Target(
        "T046", "广东第一田单产", "grain yield of the first field", TAISHAN, "≥ 1 000 kg a mu and year", "2026",
        ("grain_yield_first_field",),
    ),
    Target(
        "T047", "农业龙头企业", "leading farm firms above 0.1 and 1 bn", CITY, "a batch 一批", "",
        ("agri_leading_firms_100m", "agri_leading_firms_1bn"),
    ),
    Target(
        "T048", "电池产业链产值", "output of the battery chain", XINHUI, "≥ 100 bn yuan", "",
        ("output_battery_chain",),
        "仅含链上新项目与锚定企业的产出", "output of the chain's new plants and named firms only",
    ),
    Target(
        "T049", "到深圳的时间", "travel time to Shenzhen", CITY, "≤ 60 minutes", "2024-06",
        ("travel_minutes_shenzhen",),
    ),
    Target(
        "T050", "到香港、澳门的时间", "travel time to Hong Kong and Macao", CITY, "≤ 60 minutes", "2024-12",
        ("travel_minutes_hong_kong", "travel_minutes_macao"),
    ),
    Target(
        "T051", "园区建设三年行动", "three-year park campaign", XINHUI, "complete 完成", "2025",
        ("park_investment", "land_serviced"),
        "行动是一组投入，完成与否不是状态", "a campaign is spending; that it is over is no state of the world",
    ),
    Target(
        "T052", "全国重点实验室", "national key laboratory", XINHUI, "= 1", "", ("research_spending",), *STATUS
    ),
)  # fmt: skip
"""Every stated target, in the order of its number."""
