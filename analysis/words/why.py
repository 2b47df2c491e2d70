"""Words that tell why a place gained and who paid, and names of the lines of the books in each of its parts."""

from __future__ import annotations

from analysis.words.kinds import KINDS

WORDS: dict[str, tuple[str, str]] = {
    "explorer_why": ("为什么：逐县分解（{year}年）", "Why, county by county ({year})"),
    "explorer_why_baseline": (
        "基准没有可分解的差异：请选择一个情景。",
        "The baseline has no difference: choose a scenario.",
    ),
    "explorer_why_year": (
        "此栏只说{year}年及到该年的累计，不随上面所选年份变化；其他年份可在笔记本中查询。",
        "This part tells {year} and what cumulated up to it, whatever year is chosen above; a notebook tells other "
        "years.",
    ),
    "report_package": ("政策组合：每项政策带来多少", "The package: what each policy brings"),
    "report_package_note": (
        "取自结果文件夹 {folder}（bqw attribute）：每条是该政策的夏普利值，各条相加等于全部；空心为单独实施的影响。",
        "From the folder {folder} (bqw attribute): a bar is the Shapley value of a policy, all bars add up to the "
        "whole; hollow: what it does alone.",
    ),
    "report_why": ("为什么：逐县分解", "Why, county by county"),
    "report_why_note": (
        "对影响最大的县（市、区），把影响分解为账本各项，并列出政策在当地花的钱、出资方和机制；其余县（市、区）折叠。"
        "账本按现价记；住户账不分城乡，"
        "只有村集体分红、征地补偿和兜底保障专归村民。括号内灰色的数方向不确定。这是记账分解，不证明因果。",
        "For the counties with the largest effects: the lines of the books that add up to them, what policies paid "
        "there, who paid, and mechanisms; other counties are folded. The books are in current prices and do not part "
        "town and village: dividends of collectives, compensation for land and the social floor are villagers' alone. "
        "Grey in brackets: direction uncertain. This is accounting and proves no cause.",
    ),
    "report_why_none": ("没有可分解的影响。", "There is no effect to take apart."),
    "why_no_books": (
        "record=headline 不记账，不能分解；用 record=standard 重做即有。",
        "record=headline keeps no books; make the runs with record=standard to have this.",
    ),
    "why_title": ("为什么：逐县分解", "Why, county by county"),
    "why_year": ("{year}年", "{year}"),
    "why_cumulated": ("{first}–{year}年累计", "{first}–{year} cumulated"),
    "why_by_policies": ("其中政策直接支付（{year}年）", "of it paid by policies themselves ({year})"),
    "why_line": ("项目", "Line"),
    "why_part_rural": (
        "农村居民可支配收入之差，由以下各项相加",
        "Difference in villagers' disposable income, the sum of",
    ),
    "why_part_income": (
        "全体居民可支配收入之差，由以下各项相加（住户账按县记，不分城乡）",
        "Difference in disposable income of all households, the sum of (books by county, town and village together)",
    ),
    "why_part_gdp": (
        "地区生产总值（现价）之差＝本地企业卖出之差－从外地购入原料之差",
        "Difference in GDP, current prices = what firms here sold less materials bought elsewhere",
    ),
    "why_part_budget": (
        "财政收支差额之差，由以下各项相加（正：多收或少付；不含债券）",
        "Difference in the fiscal balance, the sum of (above zero: more received or less paid; bonds left out)",
    ),
    "why_total": ("合计", "Sum"),
    "why_received": ("政策在当地支付的钱，谁出的钱", "What policies paid here, and who paid for it"),
    "why_policy": ("政策", "Policy"),
    "why_paid_by": ("出资方（累计占比）", "Paid by (share, cumulated)"),
    "why_payers": (
        "合计出资（按各政策用于当地的比例分摊）",
        "All payers (of each policy, by its share that came here)",
    ),
    "why_acted": (
        "机制：与基准之差（{year}年，相对其通常大小变化最大的）",
        "Mechanisms: difference from the baseline ({year}, those that moved most beside their usual size)",
    ),
    "why_unsure": ("另有{n}项方向不确定", "{n} more of uncertain direction"),
    "why_other_theme": ("其余{name}（{n}项）", "other: {name} ({n})"),
    "why_others": ("其余{n}项", "all others ({n})"),
    "why_nothing": ("无差别", "no difference"),
    "why_pairs": ("受帮扶结对数", "pairs in which it is helped"),
    "why_pairs_unit": (" 对", " pairs"),
    "why_not_in_books": (
        "账本记的是钱，不能把“{name}”分解为收支；以下只列政策资金和机制。",
        "The books record money and cannot take “{name}” apart; only money of policies and mechanisms are told.",
    ),
    "why_nearest": (
        "账本不能直接分解“{name}”；以下是与它最近的{basis}。",
        "The books cannot take “{name}” apart; what stands nearest is told: {basis}.",
    ),
    "why_prices": (
        "账本按现价记账，以下为现价；价格在两情景中相同。",
        "The books are kept in current prices, and so are the lines below; prices are the same in both scenarios.",
    ),
    "why_heads": (
        "总额 {total}；人口变动使人均为 {head}。以下各项相加等于总额。",
        "The total {total}; with the change in people, a head {head}. The lines below add up to the total.",
    ),
    "why_only_land": (
        "模型中该地村民收入全部来自征地补偿和集体分红（开局数据如此），读数须谨慎。",
        "In the model villagers here live by compensation for land and dividends of collectives alone (the opening "
        "data are so): read these figures with care.",
    ),
    "why_paid_in": ("本地缴出的政策资金", "Paid into policies by its own budgets"),
    "why_rural": (
        "账本不分城乡：只有村集体分红、征地补偿和兜底保障专归村民，其余收入村民按期初确定的份额分得。",
        "The books do not part town and village: dividends of collectives, land compensation and the social floor are "
        "villagers' alone; of all else they have the share fixed at the opening.",
    ),
    "why_accounting": (
        "这是记账分解：说明两情景的账目哪里不同、哪些机制被触发，不证明因果；影响本身来自成对模拟。",
        "This is accounting: where the books of the two scenarios differ and which mechanisms acted. It proves no "
        "cause; the effect itself comes from paired runs.",
    ),
}

LINES: dict[str, dict[str, tuple[str, str]]] = {
    "rural": {
        "common": ("共同收入（工资、经营、养老金等）中村民的份额", "villagers' share of what all households get"),
        "village_dividends": ("村集体分红", "dividends of collectives"),
        "land_compensation": ("征地补偿（县级财政付）", "compensation for land, paid by the county"),
        "social_floor": ("兜底保障", "social floor"),
    },
    "income": {
        "wages": ("本地企业发放的工资", "wages paid by firms here"),
        "commuter_wages": ("跨县通勤工资（带回减带走）", "wages of commuters, brought home less carried away"),
        "social_contributions": ("居民缴纳社保", "social contributions paid"),
        "pensions": ("养老金", "pensions"),
        "deposit_interest": ("存款利息", "interest on deposits"),
        "household_interest": ("居民付息", "interest paid on loans"),
        "dividends": ("企业分红", "dividends of firms"),
        "capital_calls": ("股东向企业追加投入", "owners' money put into firms"),
        "transfers_to_households": ("财政对居民转移支付", "transfers from governments"),
        "land_compensation": ("征地补偿（县级财政付）", "compensation for land, paid by the county"),
        "plant_rent": ("厂房租金（付出）", "rents of plants paid"),
        "land_rent": ("土地租金（付出）", "rents of land paid"),
        "village_dividends": ("村集体分红", "dividends of collectives"),
        "leakage": ("三资流失（落入个人）", "rents of collectives that leak to persons"),
        "donations": ("捐赠（付出）", "donations given"),
    },
    "gdp": {
        "consumption": ("卖给居民消费", "sold to households"),
        "housing": ("住房建设", "homes built"),
        "investment": ("卖给企业的投资品", "capital goods sold to firms"),
        "government_purchases": ("政府采购", "sold to governments"),
        "government_investment": ("政府工程", "public works"),
        "park_investment": ("园区基础设施", "works in parks"),
        "park_running_costs": ("园区运行费", "running of parks"),
        "project_investment": ("招商项目建设", "building of projects"),
        "renewal_investment": ("工改建设", "renewal of village parks"),
        "village_services": ("村级服务", "services for villages"),
        "village_investment": ("村集体投资", "works of collectives"),
        "exports": ("销往市外", "sold outside the city"),
        "materials": ("从市外购入原料", "materials bought outside the city"),
        "materials_nearby": (
            "与市内其他县的原料往来（卖减买）",
            "materials traded with other counties, sold less bought",
        ),
    },
    "budget": {
        "tax_sharing": ("税收分成（上解和市级分成）", "taxes shared with city and province"),
        "transfers": ("上级转移支付", "transfers from above"),
        "production_tax": ("生产税收入", "production tax received"),
        "profit_tax": ("所得税收入", "profit tax received"),
    },
}  # fmt: skip
"""Part of the books -> line -> what people call it there; other lines bear the name of their kind."""


def line_name(part: str, kind: str) -> tuple[str, str]:
    """The name of a line in both languages."""
    return LINES.get(part, {}).get(kind) or KINDS[kind]
