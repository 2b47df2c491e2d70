"""Faults of engines, clusters and the plain function in Chinese."""

from __future__ import annotations

ENGINE_PHRASES: tuple[tuple[str, str], ...] = (
    # engines
    (r"no cluster is named", "没有指明集群"),
    (r"both address and scheduler_file are given", "address 与 scheduler_file 同时给出"),
    (r"a cluster is named, but the engine is local", "指明了集群，但引擎是 local"),
    (r"add engine=dask", "请加上 engine=dask"),
    (
        r"give engine\.address=(\S+) or engine\.scheduler_file=FILE; `bqw cluster` starts one here",
        "请给出 engine.address={0} 或 engine.scheduler_file=文件；`bqw cluster` 在本机启动一个",
    ),
    (r"no scheduler answers at (\S+) \((.+)\)", "{0} 处没有调度器应答（{1}）"),
    (
        r"start one with `bqw cluster` or `dask scheduler`, or give the address it printed",
        "用 `bqw cluster` 或 `dask scheduler` 启动一个，或给出它打印的地址",
    ),
    (r"no scheduler has written (.+) after (\S+) s", "{1} 秒后仍没有调度器写出 {0}"),
    (
        r"start one with `dask scheduler --scheduler-file FILE`, or give the file it writes",
        "用 `dask scheduler --scheduler-file 文件` 启动一个，或给出它写的文件",
    ),
    (r"(.+) is not the file of a scheduler", "{0} 不是调度器写的文件"),
    (r"give the file that `dask scheduler` writes", "请给出 `dask scheduler` 写的文件"),
    (r"the scheduler at (\S+) has no worker after (\S+) s", "{0} 处的调度器 {1} 秒后仍没有工作进程"),
    (
        r"start workers with `dask worker`, or wait longer with engine\.wait_seconds=",
        "用 `dask worker` 启动工作进程，或用 engine.wait_seconds= 多等一会",
    ),
    (r"the scheduler was lost, or gave up the sweep", "与调度器失去联系，或调度器放弃了这批运行"),
    (r"start it again and give the same command", "重新启动它，再用同一命令继续"),
    (
        r"the worker on (\S+) has other code of the model \((\w+), here (\w+)\)",
        "{0} 上的工作进程使用另一版模型代码（{1}，此处 {2}）",
    ),
    (r"install the same version there and start it again", "请在那里安装同一版本并重新启动"),
    (r"the worker on (\S+) does not see (.+)", "{0} 上的工作进程看不到 {1}"),
    (
        r"the worker on (\S+) has other data of the region in (.+)",
        "{0} 上的工作进程在 {1} 中有不同的区域数据",
    ),
    (r"give a folder that all machines share with out=", "用 out= 给出各机器共享的文件夹"),
    (r"install the program and its data at the same path", "请把程序与数据安装在同一路径"),
    (r"give all machines the same data", "请让各机器使用相同的数据"),
    (r"a worker wrote (\S+), but it is not seen in (.+)", "工作进程写了 {0}，但在 {1} 中看不到"),
    (r"scheduler or workers lack this program \((.+)\)", "调度器或工作进程没有本程序（{0}）"),
    (
        r"start both where `bqw` works, in the same environment",
        "请在 `bqw` 可用的同一环境中启动两者",
    ),
    # bqw cluster
    (r"no cluster can be started at port (\d+) \((.+)\)", "无法在端口 {0} 启动集群（{1}）"),
    (r"give another with port=, or port=0 for any", "用 port= 另给一个，或 port=0 任选"),
    (r"give a file in a folder that is there", "请给出已有文件夹中的文件"),
    # outcomes of the plain function
    (r"two outcomes are called (.+)", "两个结果量都叫 {0}"),
    (r"give one of them another name", "请给其中一个另起名字"),
    (r"([a-z_]+) of the last year", "最后一年的 {0}"),
    (r"([a-z_]+) of (\d{4})", "{1} 年的 {0}"),
    (r"whole years of the run: (\d+) to (\d+)", "这次运行的整年为 {0} 至 {1}"),
    (r"run more quarters", "请运行更多季度"),
    (r"name the city, a county, a town, a park or a village", "请写市、县、镇、园区或村"),
)
"""English pattern and Chinese words, as in `experiments.chinese`."""
