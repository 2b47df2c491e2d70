"""Words of the pages that tell where money went and why a place gained."""

WORDS: dict[str, tuple[str, str]] = {
    "flows_above": ("省及中央", "Province and centre"),
    "flows_collectives": ("村集体", "Collectives"),
    "flows_counted": ("括号内为项数", "in brackets: number of policies"),
    "flows_firms": ("企业", "Firms"),
    "flows_households": ("居民", "Households"),
    "flows_kept": ("结存于专项资金", "Left in funds"),
    "flows_leaked": ("流失", "Leaked"),
    "flows_note": (
        "宽度为各对均值，全期累计，现价；来源合计＝去向合计",
        "width: mean over pairs, whole period, current prices; sources = uses",
    ),
    "flows_others": ("其他", "Others"),
    "flows_outside": ("市外", "Outside the city"),
    "flows_paid": ("出资方", "Who paid"),
    "flows_policies": ("用于", "For what"),
    "flows_received": ("到账方", "Who received"),
    "flows_title": ("政策资金：谁出资、用于何事、谁到账", "Money of policies: who paid whom for what"),
    "flows_none": ("两情景的政策资金没有差别", "No difference in the money of policies"),
    "why_accounting": (
        "以下为记账分解：说明哪些钱流入流出、哪些机制被触发，不证明因果；影响本身来自成对模拟。",
        "This is accounting: which money flowed and which mechanisms acted. It proves no cause; the effect itself "
        "comes from paired runs.",
    ),
    "why_in": ("流入增加最多的（均值，累计）", "Money in, what changed most (mean, cumulated)"),
    "why_out": ("流出增加最多的（均值，累计）", "Money out, what changed most (mean, cumulated)"),
    "why_net": ("流入减流出", "In less out"),
    "why_paid": (
        "谁出的钱（按各政策拨给该地的比例分摊）",
        "Who paid (payers of each policy, by its share that came here)",
    ),
    "why_acted": ("机制：情景与基准之差", "Mechanisms: scenario less baseline"),
    "why_nothing": ("无差别", "no difference"),
    "why_no_policy": ("非政策资金", "not of a policy"),
    "why_policies_here": ("直接作用于该地的政策项目", "policy entries that acted here"),
    "why_of_all": ("占全部到账", "of all received"),
    "why_others": ("其余", "all others"),
    "why_units": ("建成数量（政策记录）", "units built (policies' own records)"),
    "why_pairs": ("结对数", "pairs"),
}
