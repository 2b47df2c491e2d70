"""Words of the explorer."""

WORDS: dict[str, tuple[str, str]] = {
    "explorer_all_years": ("各年", "all years"),
    "explorer_band": (
        "线为均值，深带50%，浅带90%的成对模拟",
        "line: mean; dark band 50 %, light band 90 % of paired runs",
    ),
    "explorer_claim": (
        "只说明情景之间的差异，不是预测；模拟结果，非统计数据。",
        "Differences between scenarios, not forecasts; simulated, not statistics.",
    ),
    "explorer_cell": (
        "均值（90%的成对模拟）；灰色：方向不确定",
        "mean (90 % of paired runs); grey: direction uncertain",
    ),
    "explorer_cell_level": ("均值（90%的模拟）", "mean (90 % of runs)"),
    "explorer_csv": ("下载数据（CSV）", "Download data (CSV)"),
    "explorer_economy": ("经济", "Economy"),
    "explorer_effect": ("与基准之差", "Difference from the baseline"),
    "explorer_first": ("首次达到", "first met"),
    "explorer_goal": ("要求", "Goal"),
    "explorer_indicator": ("指标", "Indicator"),
    "explorer_level": ("水平值", "Level"),
    "explorer_map": ("示意图，点击县区选择", "schematic map; click a county to choose it"),
    "explorer_money": ("财政", "Public money"),
    "explorer_paths": ("图中数据（各年）", "The chart as a table (all years)"),
    "explorer_people": ("居民", "People"),
    "explorer_place": ("地区", "Place"),
    "explorer_print": ("打印 / PDF", "Print / PDF"),
    "explorer_scenario": ("地图情景", "Scenario of the map"),
    "explorer_show": ("显示", "Show"),
    "explorer_target": ("公开目标", "Stated target"),
    "explorer_targets": (
        "公开目标：达到的模拟占比（95%区间）",
        "Stated targets: share of runs that meet each (95 % interval)",
    ),
    "explorer_targets_note": (
        "＊投入类：付款即达到，不说明政策有效。",
        "* input: paying for it meets it, which says nothing of effects.",
    ),
    "explorer_title": ("情景浏览器", "Scenario explorer"),
    "explorer_year": ("年份", "Year"),
}
