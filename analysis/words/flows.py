"""Words of the pages that tell where money went."""

from analysis.words.purses import ABOVE, OUTSIDE, capital

WORDS: dict[str, tuple[str, str]] = {
    "flows_above": capital(ABOVE),
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
    "flows_outside": capital(OUTSIDE),
    "flows_paid": ("出资方", "Who paid"),
    "flows_policies": ("用于", "For what"),
    "flows_received": ("到账方", "Who received"),
    "flows_title": ("政策资金：谁出资、用于何事、谁到账", "Money of policies: who paid whom for what"),
    "flows_none": ("两情景的政策资金没有差别", "No difference in the money of policies"),
}
