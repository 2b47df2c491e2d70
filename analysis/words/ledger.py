"""Themes of the ledger of measures, by the letter with which its items begin; headings of docs/ledger.md."""

WORDS: dict[str, tuple[str, str]] = {
    "ledger_A": ("方案框架", "Frame of the programme"),
    "ledger_P": ("结对与协作", "Pairings and co-operation"),
    "ledger_G": ("组织、考核与治理", "Organisation, incentives, governance"),
    "ledger_Z": ("片区、园区与平台", "Zones, parks, platforms"),
    "ledger_I": ("产业政策", "Industry policy"),
    "ledger_S": ("行业与产业链", "Sectors and chains"),
    "ledger_F": ("企业", "Firms"),
    "ledger_X": ("交通与基础设施", "Transport and infrastructure"),
    "ledger_T": ("新会镇街", "Towns of Xinhui"),
    "ledger_V": ("村集体与农业", "Villages, collectives, farming"),
    "ledger_E": ("人口与公共服务", "People and services"),
    "ledger_L": ("文化、旅游与生态", "Culture, tourism, ecology"),
}
