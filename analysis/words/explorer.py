"""Words of the explorer."""

WORDS: dict[str, tuple[str, str]] = {
    "explorer_arms": ("图中显示：", "In the chart:"),
    "explorer_csv_heads": (
        "指标|显示|单位|情景|地区|年份|成对数|均值|90%区间下限|50%区间下限|50%区间上限|90%区间上限|指标代码|情景代码|地区代码",
        "indicator|shown|unit|scenario|place|year|pairs|mean|90 % low|50 % low|50 % high|90 % high|indicator key|"
        "scenario key|place key",
    ),
    "explorer_none_map": ("各县（市、区）都没有此项", "no county has such a thing"),
    "explorer_same": ("各县（市、区）均无变化", "unchanged in every county"),
    "explorer_band": (
        "线为均值，深带50%，浅带90%的成对模拟；竖虚线为所选年份",
        "line: mean; dark band 50 %, light band 90 % of paired runs; dotted: the year chosen",
    ),
    "explorer_band_level": (
        "线为均值，深带50%，浅带90%的模拟；竖虚线为所选年份",
        "line: mean; dark band 50 %, light band 90 % of runs; dotted: the year chosen",
    ),
    "explorer_band_points": (
        "线为均值，深带50%，浅带90%的参数点；竖虚线为所选年份",
        "line: mean; dark band 50 %, light band 90 % of points; dotted: the year chosen",
    ),
    "explorer_band_level_points": (
        "线为均值，深带50%，浅带90%的参数点；竖虚线为所选年份",
        "line: mean; dark band 50 %, light band 90 % of points; dotted: the year chosen",
    ),
    "explorer_beside": (
        "各情景成对的模拟不同，基准取“{name}”的各对。",
        " Scenarios have different pairs; the baseline is that of the pairs of “{name}”.",
    ),
    "explorer_cell_points": (
        "每格：均值（90%的参数点）；灰色加“？”：方向不确定；“–”：该地没有此项。",
        "Each cell: mean (90 % of points); grey with “?”: direction uncertain; “–”: a place has no such thing.",
    ),
    "explorer_cell_level_points": (
        "每格：均值（90%的参数点）；“–”：该地没有此项。",
        "Each cell: mean (90 % of points); “–”: a place has no such thing.",
    ),
    "explorer_cell": (
        "每格：均值（90%的成对模拟）；灰色加“？”：方向不确定；“–”：该地没有此项。",
        "Each cell: mean (90 % of paired runs); grey with “?”: direction uncertain; “–”: a place has no such thing.",
    ),
    "explorer_cell_level": (
        "每格：均值（90%的模拟）；“–”：该地没有此项。",
        "Each cell: mean (90 % of runs); “–”: a place has no such thing.",
    ),
    "explorer_city": ("全市", "Whole city"),
    "explorer_claim": (
        "只说明情景之间的差异，不是预测；模拟结果，非统计数据。",
        "Differences between scenarios, not forecasts; simulated, not statistics.",
    ),
    "explorer_county": ("县（市、区）", "Counties"),
    "explorer_csv": ("下载数据（CSV）", "Download data (CSV)"),
    "explorer_economy": ("经济", "Economy"),
    "explorer_effect": ("与基准之差", "Difference from the baseline"),
    "explorer_goal": ("要求 · 期限", "Goal · by"),
    "explorer_group": ("片区", "Groups of counties"),
    "explorer_hatched": ("斜线加“？”：方向不确定", "hatched with “?”: direction uncertain"),
    "explorer_indicator": ("指标", "Indicator"),
    "explorer_level": ("水平值", "Level"),
    "explorer_map": ("示意图，点击县区选择", "schematic map; click a county to choose it"),
    "explorer_map_own": (
        "底图由用户提供：{file}；点击县区选择",
        "map supplied by the user: {file}; click a county to choose it",
    ),
    "explorer_mean_of": ("{n}模拟的均值", "mean of {n}"),
    "explorer_mean_of_points": (
        "{n}的均值，每点的模拟先取均值",
        "mean of {n}, runs of a point averaged first",
    ),
    "explorer_money": ("财政", "Public money"),
    "explorer_none": ("该地没有此项，如没有农村居民", "there is no such thing here, like villagers"),
    "explorer_paths": ("图中数据（各年）", "The chart as a table (all years)"),
    "explorer_people": ("居民", "People"),
    "explorer_place": ("地区", "Place"),
    "explorer_print": ("打印 / PDF", "Print / PDF"),
    "explorer_scenario": ("重点情景（地图、句子）", "Scenario in front (map, sentence)"),
    "explorer_show": ("显示", "Show"),
    "explorer_target": ("公开目标", "Stated target"),
    "explorer_targets": (
        "公开目标：达到的模拟占比（95%区间）",
        "Stated targets: share of runs that meet each (95 % interval)",
    ),
    "explorer_targets_reached": ("† 来源称已达到：{said}。", "† Reached, the sources say: {said}."),
    "explorer_targets_note": (
        "多数模拟达到时，后列首次达到的年份；否则列到期时平均还差要求的百分之几。＊投入类：付款即达到，不说明政策有效。",
        "Where most runs meet a target, the year first met follows; else how far short of the number runs are on "
        "average at the date. * input: paying for it meets it, which says nothing of effects.",
    ),
    "explorer_title": ("情景浏览器", "Scenario explorer"),
    "explorer_year": ("年份", "Year"),
}
