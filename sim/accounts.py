"""Who can hold money, for what money may flow, and which number an account has."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np


class Holder(IntEnum):
    """Who can hold an account: the columns of the transactions-flow matrix."""

    HH = 0  # households 居民
    F = 1  # firms of a cell 企业
    EST = 2  # estates of closed firms 破产财产
    TG = 3  # town governments 镇街财政
    CG = 4  # county governments 县级财政
    CI = 5  # city government 市本级财政
    FD = 6  # funds 基金
    UP = 7  # province and centre 上级财政
    BK = 8  # bank 银行
    RX = 9  # outside 市外
    PK = 10  # park companies 园区平台公司
    VC = 11  # village collectives 村集体经济组织


class Kind(IntEnum):
    """Named kinds of flow, payer to receiver; append only."""

    CONSUMPTION = 0  # 居民消费
    HOUSING = 1  # 住房投资
    MATERIALS = 2  # 中间投入
    EXPORTS = 3  # 对外销售
    INVESTMENT = 4  # 企业投资
    USED_CAPITAL = 5  # 二手设备
    ESTATE_LOANS = 6  # 破产财产还贷
    ESTATE_REST = 7  # 破产财产剩余
    EXIT_LOANS = 8  # 退出企业的贷款
    EXIT_CASH = 9  # 退出企业的现金
    EXIT_OVERDRAFT = 10  # 退出企业的透支
    WAGES = 11  # 工资
    SOCIAL_CONTRIBUTIONS = 12  # 社保缴费
    PENSIONS = 13  # 养老金
    PRODUCTION_TAX = 14  # 生产税
    PROFIT_TAX = 15  # 所得税
    TAX_SHARING = 16  # 税收分成
    LOAN_INTEREST = 17  # 贷款利息
    BOND_INTEREST = 18  # 债券利息
    DEPOSIT_INTEREST = 19  # 存款利息
    DIVIDENDS = 20  # 分红
    CAPITAL_CALLS = 21  # 股东追加投入
    FOUNDERS_EQUITY = 22  # 创办人出资
    NEW_LOANS = 23  # 新增贷款
    LOAN_REPAYMENTS = 24  # 还贷
    BONDS = 25  # 发行债券
    TRANSFERS = 26  # 上级转移支付
    REMITTANCES = 27  # 上解
    GOVERNMENT_PURCHASES = 28  # 政府采购
    GOVERNMENT_INVESTMENT = 29  # 政府投资
    TRANSFERS_TO_HOUSEHOLDS = 30  # 对居民转移
    PROGRAMME_CONTRIBUTIONS = 31  # 项目资金缴出
    PROGRAMME_GRANTS = 32  # 项目资金拨付
    BANK_DIVIDEND = 33  # 银行分红
    BANK_CAPITAL = 34  # 银行增资
    BOND_REPAYMENTS = 35  # 债券还本
    LAND_SALES = 36  # 土地出让收入
    LAND_COMPENSATION = 37  # 征地补偿
    PLANT_RENT = 38  # 厂房租金: who owns a firm pays its rent out of what the firm paid him
    LAND_RENT = 39  # 土地租金
    PARK_SUPPORT = 40  # 园区补亏: county to park company
    PARK_LOANS = 41  # 园区贷款
    PARK_REPAYMENTS = 42  # 园区还贷
    PARK_INTEREST = 43  # 园区付息
    PARK_INVESTMENT = 44  # 园区基础设施
    PARK_RUNNING_COSTS = 45  # 园区运行费
    PROJECT_INVESTMENT = 46  # 招商项目投资
    PROJECT_SUBSIDY = 47  # 招商补贴
    VILLAGE_DIVIDENDS = 48  # 村集体分红
    VILLAGE_SERVICES = 49  # 村级服务
    VILLAGE_INVESTMENT = 50  # 村集体投资
    VILLAGE_GRANTS = 51  # 村级补助
    LEAKAGE = 52  # 截留流失
    COMMUTER_WAGES = 53  # 跨县通勤工资
    ARREARS = 54  # 拖欠账款: builders wait for their money
    ARREARS_PAID = 55  # 清欠
    AWARDS = 56  # 奖补
    AUDIT_PENALTY = 57  # 审计处罚
    UPGRADE_SUBSIDY = 58  # 技改补贴
    HOUSEHOLD_LOANS = 59  # 居民贷款
    HOUSEHOLD_REPAYMENTS = 60  # 居民还贷
    HOUSEHOLD_INTEREST = 61  # 居民付息
    FIRM_MOVES = 62  # a firm that moves takes its money along
    EQUITY_FROM_OUTSIDE = 63  # 外来投资者股本
    LISTING_EQUITY = 64  # 上市融资
    RENEWAL_INVESTMENT = 65  # 工改投资
    VILLAGE_POOLING = 66  # 强村公司代购: collectives pay in what one of them buys for all
    PAIRING_CONTRIBUTIONS = 67  # 结对帮扶资金: donors pay into the fund for their recipients
    PAIRING_STAFF = 68  # 帮扶干部人才经费: wages of staff sent, to the households they live in
    PAIRING_OUTFLOW = 69  # 对外协作支出: help that leaves the region
    REVENUE_SHARING = 70  # 共建园区收益分成
    DONATIONS = 71  # 社会捐助: owners of firms pay into the fund
    OWN_SHARE = 72  # 自筹资金: recipients' own part of what a programme builds
    EVENT_PAYMENTS = 73  # 一次性收支
    TARGET_REWARDS = 74  # 考核奖励
    TARGET_SANCTIONS = 75  # 考核扣减
    INTEREST_SUBSIDY = 76  # 贷款贴息
    VOUCHERS = 77  # 消费券: paid to households, who spend them
    SOCIAL_FLOOR = 78  # 兜底保障: paid to households in need
    FUND_RETURNS = 79  # 结余退回: what a programme could not use goes back to its payers


@dataclass(frozen=True)
class Plan:
    """Which number an account has: holders one after the other, one account a place (a cell for F and EST)."""

    counties: int
    towns: int
    county_of_cell: np.ndarray
    county_of_park: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    county_of_village: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))

    @property
    def sizes(self) -> tuple[int, ...]:
        """Accounts of each holder, in the order of `Holder`."""
        cells = self.county_of_cell.size
        singles = (1, 1, 1, 1, 1)
        own = (self.county_of_park.size, self.county_of_village.size)
        return (self.counties, cells, cells, self.towns, self.counties, *singles, *own)

    @property
    def accounts(self) -> int:
        """Number of accounts."""
        return sum(self.sizes)

    def of(self, holder: Holder) -> np.ndarray:
        """Account numbers of a holder, in the order of its places."""
        first = sum(self.sizes[:holder])
        return np.arange(first, first + self.sizes[holder])

    def sites(self) -> tuple[np.ndarray, np.ndarray]:
        """Site of every account, and holder and place of every site.

        The cells, the parks and the villages of a county share one each.
        """
        holders = np.repeat(np.arange(len(self.sizes)), self.sizes)
        places = np.concatenate([np.arange(size) for size in self.sizes])
        for holder, county_of in (
            (Holder.F, self.county_of_cell),
            (Holder.EST, self.county_of_cell),
            (Holder.PK, self.county_of_park),
            (Holder.VC, self.county_of_village),
        ):
            mine = holders == holder
            places[mine] = county_of[places[mine]]
        sites, number = np.unique(np.stack([holders, places], 1), axis=0, return_inverse=True)
        return number.ravel(), sites


def account_names(
    counties: tuple[str, ...],
    sectors: tuple[str, ...],
    towns: tuple[str, ...],
    parks: tuple[str, ...] = (),
    villages: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """A readable name for every account, for messages."""
    cells = [f"{county} {sector}" for county in counties for sector in sectors]
    singles = [["city"], ["fund"], ["province and centre"], ["bank"], ["outside"]]
    lists = [list(counties), cells, cells, list(towns), list(counties), *singles, list(parks), list(villages)]
    return tuple(
        f"{holder.name} {name}" for holder, names in zip(Holder, lists, strict=True) for name in names
    )
