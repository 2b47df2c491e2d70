"""Words of the report."""

WORDS: dict[str, tuple[str, str]] = {
    "report_all_inputs": ("全部 {n} 项", "All {n}"),
    "report_apart": ("与基准之差", "difference from the baseline"),
    "report_asked": ("要求", "Asked for"),
    "report_band": ("90%区间", "90 % band"),
    "report_by_kind": ("与基准不同的输入，按类别", "Inputs that differ, by kind"),
    "report_changed": ("改动", "Changed"),
    "report_claim": (
        "本报告只说明情景之间的差异，不是预测。模拟结果，非统计数据；地图为示意。",
        "This report tells differences between scenarios, not forecasts. Simulated, not statistics; maps schematic.",
    ),
    "report_claim_own": (
        "本报告只说明情景之间的差异，不是预测。模拟结果，非统计数据；底图由用户提供：{file}。",
        "This report tells differences between scenarios, not forecasts. Simulated, not statistics; "
        "map supplied by the user: {file}.",
    ),
    "report_code": ("程序哈希", "Hash of the code"),
    "report_correlation": ("成对\n相关", "Correlation\nof pairs"),
    "report_data": ("地区数据及哈希", "Region and hash of its data"),
    "report_dearest": ("其中资金最多的 {n} 项", "The {n} dearest of them"),
    "report_dropped": ("取消", "Dropped"),
    "report_economy": ("经济", "Economy"),
    "report_failed": ("失败", "Failed"),
    "report_finished": ("完成", "Finished"),
    "report_from": ("原（基准）", "From (baseline)"),
    "report_from_whom": ("来自", "From"),
    "report_goal": ("要求 · 期限", "Goal · by"),
    "report_hash": ("情景哈希", "Hash of scenario"),
    "report_input": ("输入", "Input"),
    "report_inputs": ("政策：改了什么，花多少", "What the policy is and costs"),
    "report_inputs_note": (
        "先列输入，再列结果：以下是情景与基准在输入上的全部差异。",
        "Inputs before results: all in which a scenario differs from the baseline.",
    ),
    "report_item": ("项目", "Item"),
    "report_kind": ("类别", "Kind"),
    "report_left_out": ("未计入的\n对数", "Pairs\nleft out"),
    "report_level": ("水平值", "level"),
    "report_mark": ("示意 · 模拟结果，非统计数据", "schematic · simulated, not statistics"),
    "report_mark_own": (
        "模拟结果，非统计数据 · 底图由用户提供：{file}",
        "simulated, not statistics · map supplied by the user: {file}",
    ),
    "report_measure": ("指标", "Measure"),
    "report_method": ("方法与版本", "Method and version"),
    "report_method_note": (
        "同一编号的两次模拟（有政策、无政策）使用相同的随机数，差异逐对相减。差异以均值表示，90%区间为各对的5%–95%分位。"
        "每一元都有付款方和收款方，账目逐季核对到元。",
        "Two runs of the same number, with and without the policy, meet the same chance; differences are taken pair by "
        "pair. An effect is told by its mean; the 90 % band runs from the 5 % to the 95 % quantile of pairs. Every "
        "yuan has a payer and a receiver, and the books are checked to the yuan each quarter.",
    ),
    "report_missing": ("未运行", "Not run"),
    "report_money": ("资金：谁出、谁得", "Money: who pays, who receives"),
    "report_more_inputs": (
        "另有{n}项，完整清单见电子版的折叠表（不打印）。",
        "{n} more are in the fold of the electronic report, not printed.",
    ),
    "report_new": ("新增", "New"),
    "report_no_inputs": ("输入没有不同。", "No input differs."),
    "report_no_money": ("没有政策资金流动。", "No money of policies moves."),
    "report_no_multiplier": (
        "不列每元到账的GDP增量：政策还经技术、人员、市场等途径起作用，不能都归于到账资金。",
        "No GDP per yuan received is told: the policies act by know-how, staff and markets as well as by money.",
    ),
    "report_no_targets": ("没有可评分的公开目标。", "No stated target can be scored."),
    "report_numbers": ("图中数据", "The numbers of the picture"),
    "report_opening": ("期初数据来源", "Opening figures"),
    "report_people": ("居民", "People"),
    "report_places": ("各地经济与财政", "Places: economy and public money"),
    "report_places_note": (
        "括号内灰色的数方向不确定：90%的成对模拟或均值的95%区间跨过零。“≈”行为折成的绝对量。“–”表示该地没有此项，如没有农村居民。",
        "Grey in brackets: direction uncertain, as the 90 % band of paired runs or the 95 % interval of the mean "
        "holds zero. “≈”: the same as an amount. “–”: a place has no such thing, like villagers.",
    ),
    "report_planned_total": ("计划合计", "Planned in all"),
    "report_policy_status": ("政策条目来源", "Policy entries"),
    "report_public_money": ("财政", "Public money"),
    "report_narrower": (
        "现有{n}模拟；若差异的散布不变，约{wanted}对（replicates={wanted}）可使{fewest}对所得均值的95%区间收窄一半。",
        "There are {n} of runs; if effects stay as scattered, about {wanted} (replicates={wanted}) would make the 95 % "
        "interval of a mean of {fewest} half as wide.",
    ),
    "report_narrower_one": (
        "只有1对模拟时没有区间；至少再做3对。",
        "Where there is one pair, there is no interval; make three more at least.",
    ),
    "report_narrower_points": (
        "现有{n}，每点的成对模拟先取均值。增加参数点可使均值的95%区间收窄，但到各点共有的偶然性为止，"
        "那一部分只有增加重复（replicates）才能减少。90%的带是各点之间的差别，即参数未定之处：多做只使它更准，不会变窄。",
        "There are {n}, each the mean of its pairs of runs. More points narrow the 95 % interval of the mean, down to "
        "the chance that all points share, which only more replicates reduce. The 90 % band is how points differ, "
        "which is what the parameters leave open: more of either make it surer, not narrower.",
    ),
    "report_narrower_rest": (
        "90%的带是各次之间的差别，多做只使它更准，不会变窄。参数本身的不确定要用参数扫描（bqw sensitivity）来看。",
        " The 90 % band is how runs differ: more runs make it surer, not narrower. What the parameters leave open is "
        "for a sweep (bqw sensitivity).",
    ),
    "report_same_fold": ("与基准相同的 {n} 项", "{n} as in the baseline"),
    "report_same_targets": (
        "另有{n}项各情景都与基准相同，见电子版的折叠表（不打印）。",
        "{n} more are as in the baseline in every scenario: in the fold of the electronic report, not printed.",
    ),
    "report_scale": ("每个企业单元代表的经营主体数", "Market entities a firm agent stands for"),
    "report_scenario": ("情景", "Scenario"),
    "report_seed": ("随机种子", "Seed"),
    "report_statistics_note": (
        "95%区间是均值的区间（20对以下用学生t分布，以上用自助法）；为正比例是差异大于零的对所占比例；"
        "成对相关接近1、方差比接近0，说明共用随机数消去了大部分噪声。",
        "The 95 % interval is that of the mean (Student's t below 20 pairs, bootstrap from there); share above 0 "
        "counts pairs; a correlation near 1 and a variance ratio near 0 say that sharing chance removed most of the "
        "noise.",
    ),
    "report_summary": ("要点", "In short"),
    "report_targets": ("公开目标", "Stated targets"),
    "report_targets_note": (
        "“达到”指至少半数模拟达到。每格：达到该目标的模拟占比（95%区间）；多数达到时，后列首次达到的年份；否则列到期时平均还差"
        "（上限类目标为超出）要求的百分之几。下行小字为到期时的平均水平。",
        "“Met” is: in at least half of the runs. Each cell: share of runs that meet the target (95 % interval); then "
        "the year first met where most runs do, else how far short of the number (or over it, of a limit) runs are on "
        "average at the date. In small: the mean level at the date.",
    ),
    "report_terms": (
        "有来源：公开文本可查；推导、推算：由公开数字算得；判断：没有公开数字，由编写者给定，应先作敏感性分析；"
        "示意：名单或地点未公布，随机选定。",
        "Sourced: read in a public text; derived, estimated: worked out from public numbers; judgement: no public "
        "number, set by the authors, to be varied in a sensitivity analysis; illustrative: names or places are not "
        "published and were drawn.",
    ),
    "report_title": ("政策情景比较报告", "Policy scenarios compared"),
    "report_to": ("新（情景）", "To (scenario)"),
    "report_to_whom": ("去向", "To"),
    "report_uncertainty": ("不确定性", "Uncertainty"),
    "report_uncertainty_note": (
        "下表列出各情景的模拟次数；失败、未运行和没有配对的模拟不参与比较，并计数于此。",
        "Runs of every scenario; failed, missing and unpaired runs take no part in the comparison and are "
        "counted here.",
    ),
    "report_used": ("采用的\n对数", "Pairs\nused"),
    "report_value": ("值", "Value"),
    "report_variance": ("方差比", "Variance\nratio"),
    "report_version": ("版本", "Version"),
    "report_vintage": ("期初", "Opening"),
    "parties": (
        "谁出谁得：{first}–{last}年累计收支与{last}年实际GDP",
        "Who pays and who gets: money over {first}–{last}, real GDP in {last}",
    ),
    "parties_all": ("合计（GDP为全市净影响）", "All (GDP: net effect on the city)"),
    "parties_columns": (
        "各县（市、区）与其下各行相加即合计，出资合计等于到账合计（流失与结存也列入）；粗体分组为所属各县之和，不另计。上级财政指省及中央。",
        "Counties and the lines below them make the total; what is paid equals what is received, what leaked or is "
        "left in funds included; areas in bold are sums of their counties and not counted again. Governments above: "
        "province and centre.",
    ),
    "parties_columns_no_books": (
        "未记账（record=headline）：到账只列各县（市、区）财政，与出资合计不必相等；粗体分组为所属各县之和，不另计。上级财政指省及中央。",
        "No books were kept (record=headline): received tells budgets of counties only and need not equal what is "
        "paid; areas in bold are sums of their counties and not counted again. Governments above: province and centre.",
    ),
    "parties_amount": ("{year}年GDP\n变动", "GDP in {year}:\nchange"),
    "parties_direction": ("方向", "Direction"),
    "parties_note": (
        "出资与到账为全期累计，GDP变动为{last}年一年（2022年价），不可直接相减；GDP变动各县（市、区）之和即全市。"
        "90%区间为GDP变动的区间。",
        "Paid and received are sums over all years, the change of GDP is that of {last} alone (2022 prices), so they "
        "are not to be set off against each other; the counties' changes of GDP make the city's. The band is that of "
        "the change of GDP.",
    ),
    "parties_paid": ("累计\n出资", "Paid\nin all"),
    "parties_place": ("地区、资金方", "Place or purse"),
    "parties_received": ("累计\n到账", "Received\nin all"),
    "parties_share": ("{year}年GDP\n变动（%）", "GDP in {year}:\nchange, %"),
    "report_multiplier": (
        "每元到账的当地GDP增量，元（均值，括号内为95%区间；现价，未扣出资方损失）",
        "Yuan of GDP gained there a yuan received (mean, in brackets its 95 % interval; current prices, payers' loss "
        "not taken off)",
    ),
    "rest_note_grants": (
        "到账净额：收到的项目资金减用其建设的支出。",
        "Grants, net: project money received less what is built with it.",
    ),
    "rest_note_other": (
        "其他支出：压减以外日常支出的变动；收入增加后部分恢复，记为负数。",
        "Other spending: what usual spending changed by beyond the cut; negative where revenue gained lets it recover.",
    ),
    "rest_said_above": ("上级转移增加", "transfers from above gained"),
    "rest_said_bonds": ("债券", "bonds"),
    "rest_said_cash": ("库款", "cash"),
    "rest_said_cut": ("压减", "cut"),
    "rest_said_grants": ("到账净额", "grants, net"),
    "rest_said_interest": ("付息", "interest"),
    "rest_said_land": ("土地收支", "land"),
    "rest_said_other": ("其他支出", "other spending"),
    "rest_said_rest": ("其余", "rest"),
    "rest_said_revenue": ("收入增加", "own revenue gained"),
}

HEADS: dict[str, tuple[str, str]] = {
    "rest_grants": ("到账\n净额", "Grants,\nnet"),
    "rest_interest": ("付息", "Interest"),
    "rest_land": ("土地\n收支", "Land"),
    "rest_other": ("其他\n支出", "Other\nspending"),
}
