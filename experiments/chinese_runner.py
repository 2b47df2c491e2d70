"""Chinese words for the faults of the runner: folders, locks, shares, stopping rules, processes."""

from __future__ import annotations

RUNNER_PHRASES: tuple[tuple[str, str], ...] = (
    (
        r"cannot be written to \((.+)\); (\d+) of (\d+) chunks are kept",
        "无法写入（{0:phrase}）；{2} 块中已保存 {1} 块",
    ),
    (
        r"make room or give another folder with out=; the same command goes on from here",
        "请腾出空间，或用 out= 另选文件夹；同一命令会从此处继续",
    ),
    (r"is being worked on by process (\d+) on (.+)", "{1} 上的进程 {0} 正在其中运行"),
    (r"is being worked on by another process", "另一个进程正在其中运行"),
    (r"wait until it ends, or stop it", "请等它结束，或将其停止"),
    (r"--shard (.+) names no share", "--shard {0} 不是份额的写法"),
    (
        r"write --shard i/n with i from 1 to n, like --shard 2/8",
        "请写 --shard i/n，i 从 1 到 n，如 --shard 2/8",
    ),
    (
        r"processes end before they make a run of chunk (\d+) \((.+)\)",
        "进程在块 {0} 的运行开始之前就结束了（{1:phrase}）",
    ),
    (
        r"free memory, or take fewer with workers=; in a script of your own, put the call under (.+)",
        "请腾出内存，或用 workers= 减少进程；在自己的脚本中，请把调用放在 {0} 之下",
    ),
    (r"cannot be gone on with: (.+)", "无法接着运行：{0}"),
    (
        r"go on with the version that began it, or start again in another folder",
        "请用开始时的版本继续，或在另一个文件夹重新开始",
    ),
    (
        r"its points are asked for as it goes, so only the command that asks can go on",
        "其设计点是边算边定的，只有原来的命令能继续",
    ),
    (r"give it again: (.+)", "请再次输入：{0}"),
    (r"give the same command again", "请再次输入同一命令"),
    (r"(resume|status|rerun) is given (?:no|\d+) folders?", "{0} 需要一个文件夹"),
    (r"(.+) cannot be changed in a folder that was begun", "已开始的文件夹不能改动 {0}"),
    (r"its (design|stop rule) is another \((.+)\)", "设计或停止规则不同（{1}）"),
    (r"no outcome is named", "没有指明要看的结果"),
    (r"name at least one, with its half-width", "请至少指明一项及其半宽"),
    (r"at most (\d+) replicates after (\d+) at first", "首轮 {1} 次，最多却只有 {0} 次"),
    (r"most is no less than first", "most 不小于 first"),
    (r"a whole year of the run, (\d+) to (\d+)", "运行中的整年，{0} 至 {1}"),
    (r"neither half_width nor half_width_share is given", "half_width 与 half_width_share 都没有给出"),
    (r"both half_width and half_width_share are given", "half_width 与 half_width_share 同时给出"),
    (r"a half-width of (.+) given", "给的半宽是 {0}"),
    (r"(.+) is not recorded of a (\w+) with record=(\w+)", "record={2} 时不记录 {1} 的 {0}"),
    (r"TooLong: it ran longer than (\d+) s", "超时：运行超过 {0} 秒"),
    (r"ProcessKilled: its process ended (\d+) times \((.+)\)", "其进程已结束 {0} 次（{1:phrase}）"),
    (r"No space left on device", "磁盘已满"),
    (r"Permission denied", "没有权限"),
    (r"Read-only file system", "文件系统只读"),
    (r"Input/output error", "读写出错"),
    (r"signal 9 SIGKILL; memory may be short", "信号 9 SIGKILL，可能内存不足"),
    (r"signal (\d+) (\w+)", "信号 {0} {1}"),
    (r"it went away; memory may be short", "进程消失，可能内存不足"),
    (r"exit code (\S+)", "退出码 {0}"),
    (r"process (\d+) on (\S+)", "{1} 上的进程 {0}"),
    (r"is being worked on by another thread of this process", "本进程的另一个线程正在其中运行"),
    (r"the code of the experiments changed \((\w+) there, (\w+) now\)", "实验代码已改变（原 {0}，现 {1}）"),
    (r"it keeps what validation wants to know of single firms", "其中保存了检验所需的单个企业情况"),
    (r"it does not keep what validation wants to know of single firms", "其中没有保存检验所需的单个企业情况"),
    (
        r"round (\d+) has points (\S+), replicates (\S+), (\S+) alone there and "
        r"points (\S+), replicates (\S+), (\S+) alone now",
        "第 {0} 轮原为设计点 {1}、重复 {2}、单独 {3}，现为设计点 {4}、重复 {5}、单独 {6}",
    ),
    (
        r"its files are cut otherwise \(chunk (\d+) has runs (\S+) there and (\S+) now\)",
        "文件的分块不同（块 {0} 原为运行 {1}，现为 {2}）",
    ),
    (
        r"its files are cut otherwise \((\d+) chunks there and (\d+) now\)",
        "文件的分块不同（原 {0} 块，现 {1} 块）",
    ),
    (r"point (\d+) has (\S+)=(.+) there and (.+) now", "设计点 {0} 的 {1} 原为 {2}，现为 {3}"),
    (
        r"holds other results: (\d+) rounds were asked there and (\d+) now",
        "存有其他结果：原问了 {0} 轮，现为 {1} 轮",
    ),
    (
        r"--shard does not go with replicates that stop by rule: rounds are decided on together",
        "--shard 不能与按规则停止的重复同用：各轮要一起决定",
    ),
    (
        r"leave --shard out, or give their number in the design",
        "请去掉 --shard，或在设计中写明重复次数",
    ),
    (r"'again=(.+)' given", "给的是 again={0}"),
    (r"write again=failed", "请写 again=failed"),
    (r"it ran out of memory", "内存不足"),
    (r"choose another record=, place or indicator", "请换 record=、地点或指标"),
)
