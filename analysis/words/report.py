"""Words of the report."""

WORDS: dict[str, tuple[str, str]] = {
    "report_claim": (
        "本报告只说明两种情景之间的差异，不是预测。模拟结果，非统计数据；地图与未列来源的数字为示意。",
        "This report tells differences between scenarios, not forecasts. Simulated, not statistics; maps schematic.",
    ),
    "report_code": ("程序哈希", "Hash of the code"),
    "report_data": ("数据哈希", "Hash of the data"),
    "report_economy": ("经济", "Economy"),
    "report_failed": ("失败", "Failed"),
    "report_few": (
        "成对模拟少于5对：区间很宽，只宜看方向。",
        "Fewer than five pairs of runs: intervals are wide, read signs only.",
    ),
    "report_finished": ("完成", "Finished"),
    "report_from": ("原（基准）", "From (baseline)"),
    "report_input": ("输入", "Input"),
    "report_inputs": ("政策内容：改了什么", "What the policy is: which inputs differ"),
    "report_inputs_note": (
        "以下为情景与基准在输入上的全部差异，先于任何结果列出。",
        "All inputs in which a scenario differs from the baseline, before any result.",
    ),
    "report_item": ("项目", "Item"),
    "report_level": ("水平值", "level"),
    "report_mark": ("示意 · 模拟结果，非统计数据", "schematic · simulated, not statistics"),
    "report_method": ("方法与版本", "Method and version"),
    "report_method_note": (
        "同一重复号的两次模拟使用相同的随机数，差异逐对相减；差异的中心为均值，带为各对的5%–95%。"
        "每一元都有付款方，账目逐元核对。输入中标为判断的数字并非统计。",
        "Two runs of the same number meet the same chance; differences are taken pair by pair. The centre is their "
        "mean, the band runs from 5 to 95 % of pairs. Every yuan has a payer and the books are checked to the yuan. "
        "Inputs marked as judgement are no statistics.",
    ),
    "report_money": ("资金：谁出、谁得", "Money: who pays, who receives"),
    "report_more_inputs": ("另有 {n} 项不同", "{n} more differ"),
    "report_no_inputs": ("输入没有不同。", "No input differs."),
    "report_no_money": ("没有政策资金流动。", "No money of policies moved."),
    "report_no_targets": ("没有可评分的公开目标。", "No stated target can be scored."),
    "report_people": ("居民", "People"),
    "report_places": ("各地与各项", "Places"),
    "report_places_note": (
        "括号内的数方向不确定：90%的成对模拟跨过零。",
        "In brackets: direction uncertain, the 90 % band of paired runs crosses zero.",
    ),
    "report_replicates": ("成对重复", "pairs"),
    "report_scenario": ("情景", "Scenario"),
    "report_seed": ("随机种子", "Seed"),
    "report_summary": ("要点", "In short"),
    "report_targets": ("公开目标", "Stated targets"),
    "report_targets_note": (
        "每格为达到该目标的模拟占比及95%区间；另有 {n} 项未评分。",
        "Each cell: share of runs that meet the target, with a 95 % interval; {n} more are not scored.",
    ),
    "report_title": ("政策情景比较报告", "Policy scenarios compared"),
    "report_to": ("新（情景）", "To (scenario)"),
    "report_uncertainty": ("不确定性", "Uncertainty"),
    "report_uncertainty_note": (
        "下表列出各情景的模拟次数；没有配对的模拟不参与比较。",
        "Runs of every scenario; runs without a partner take no part in the comparison.",
    ),
    "report_value": ("值", "Value"),
    "report_version": ("版本", "Version"),
}
