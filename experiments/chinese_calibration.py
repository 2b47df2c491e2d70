"""Faults of calibrations in Chinese."""

from __future__ import annotations

CALIBRATION_PHRASES: tuple[tuple[str, str], ...] = (
    (r"(.+) is not recorded of a (\w+)", "{1} 一级不记录 {0}"),
    (r"a place of (.+)", "应为以下层级的地方：{0}"),
    (r"whole years of the run: (\d+) to (\d+)", "运行所含的整年：{0} 到 {1}"),
    (r"(.+) is already moved by (.+)", "{0} 已由 {1} 改动"),
    (r"(\S+) is ('.+'|\(.+\)|\d+|True|False)", "{0} 为 {1}"),
    (r"a single number that may be a fraction", "应为可取小数的单个数"),
    (r"a range that holds the present value (\S+)", "范围应包含现值 {0}"),
    (r"a number that the scenario has", "应为情景中已有的数"),
    (r"(\d+) or later is allowed for (\w+)", "{1} 须为 {0} 年或以后"),
    (r"a number above low is allowed", "应大于 low"),
    (r"a number above 0 is allowed \(log_uniform\)", "log_uniform 的下限应大于 0"),
    (r"(\d+) of (\d+) runs at the present values failed", "现值下的 {1} 次运行有 {0} 次失败"),
    (r"see their errors in (.+)", "错误见 {0}"),
    (r"(\d+) of (\d+) draws of the prior have every moment", "先验抽样 {1} 次中只有 {0} 次得到全部矩"),
    (r"at least (\d+) are needed; give more with draws=", "至少需要 {0} 次；用 draws= 增加"),
    (r"a key of a parameter, see bqw list parameters", "应为参数的键，见 bqw list parameters"),
    (r"the value (\S+) lies outside (\S+) to (\S+)", "数值 {0} 在 {1} 到 {2} 之外"),
    (r"a value inside its interval", "数值应在其区间内"),
    (r"its region is (.+)", "其区域为 {0}"),
    (r"a file of the region (.+)", "应为区域 {0} 的文件"),
    (r"calibrate takes one calibration, not (\d+)", "calibrate 只做一项校准，不是 {0} 项"),
    (r"name one, like (.+)", "只给一项，如 {0}"),
    (r"a region's file, like (.+)", "应为区域文件，如 {0}"),
    (r"holds no calibration", "不是校准结果"),
    (r"give a folder that `bqw calibrate` wrote", "请给出 `bqw calibrate` 写出的文件夹"),
    (r"optuna is not installed", "没有安装 optuna"),
    (r"install it with: (.+)", "安装：{0}"),
)
