"""The guide to clusters: its scripts are scripts, its commands are understood, both languages show the same."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess

import pytest

from experiments.cli import read_call
from experiments.cluster_verb import read_settings
from experiments.sweep.locking import Share
from experiments.sweep.sweeping import read_sweep

PAGES = ("cluster.md", "cluster.zh-CN.md")
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.S)


@pytest.fixture(scope="module")
def blocks(root):
    found = [BLOCK.findall((root / "docs" / "guide" / name).read_text(encoding="utf-8")) for name in PAGES]
    assert found[0] == found[1]
    return found[0]


def test_scripts_are_well_formed(blocks):
    shell = shutil.which("bash")
    for kind, text in blocks:
        if kind == "python":
            ast.parse(text)
        elif kind == "bash" and shell:
            done = subprocess.run([shell, "-n"], input=text, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr


def test_commands_are_understood(blocks):
    lines = [line for _, text in blocks for line in text.replace("\\\n", " ").splitlines()]
    commands = [shlex.split(line)[1:] for line in lines if line.startswith("bqw ")]
    assert [words[0] for words in commands].count("sweep") == 7
    for words in commands:
        call = read_call([word.replace("$SLURM_CPUS_PER_TASK", "8") for word in words])
        if call.verb == "sweep":
            asked = read_sweep(call.words[0], call.words[1:])
            known = {word.partition("=")[0] for word in call.words if "=" in word}
            assert known <= {"points", "firms_per_agent", "workers", "out", "engine", *ENGINE}
            assert asked.design.kind == "latin_hypercube"
            if call.shard is not None and "$" not in call.shard:
                assert Share.read(call.shard).of == 2
        elif call.verb == "cluster":
            assert read_settings(call.words).workers == 2


ENGINE = ("engine.address", "engine.scheduler_file", "engine.wait_seconds")
