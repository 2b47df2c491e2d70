"""The live view in headless Chromium: drawn, stepped, played, reset, in both languages, with nothing from outside."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from importlib.util import find_spec
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.browser import CHROMIUM, HERE, Browser

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.skipif(find_spec("solara") is None, reason="the extra viz is not installed"),
]
# A start of solara's own widgets, told as a warning.
KNOWN = "Failed to evaluate Vue script and find module.exports"
DEAD = "http://127.0.0.1:9"
WHEN = "document.querySelector('.bqw .when, .bqw .hint').textContent"
RESET, PLAY, STEP = range(3)


@pytest.fixture(scope="module")
def address(root, tmp_path_factory):
    # Whatever the server itself would fetch from elsewhere goes to a proxy that is not there.
    environment = os.environ | {"PYTHONPATH": str(root), "HTTP_PROXY": DEAD, "HTTPS_PROXY": DEAD}
    words = ["watch", "region=pocket", "horizon=6", "lang=zh", "--no-open"]
    with subprocess.Popen(
        [sys.executable, "-m", "experiments.cli", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        cwd=tmp_path_factory.mktemp("watch"),
        env=environment | {"PYTHONIOENCODING": "utf-8"},
    ) as server:
        assert server.stdout is not None
        lines = []
        for line in server.stdout:
            lines.append(line)
            if found := re.search(rf"http://{HERE}:\d+", line):
                break
        else:
            pytest.fail("".join(lines))
        yield found[0]
        server.send_signal(signal.SIGINT)
        rest = server.stdout.read()
        assert server.wait(20) == 0 and "已停止" in rest and "Traceback" not in rest, rest


def test_a_run_is_drawn_stepped_played_and_begun_again(address, tmp_path):
    with Browser(1440, 1500, local=True) as browser:
        browser.open(address)
        browser.wait("document.querySelectorAll('.bqw svg').length == 2", 60)
        assert "尚未模拟" in browser.value(WHEN)
        assert browser.value(
            "[...document.fonts].some(font => font.status == 'loaded' && /cjk/.test(font.family))"
        )

        press(browser, STEP)
        browser.wait(f"{WHEN}.includes('2023年第1季度')")
        press(browser, STEP)
        browser.wait(f"{WHEN}.includes('2023年第2季度')")
        shapes = "[...document.querySelectorAll('.bqw svg')].map(one => one.querySelectorAll('path').length)"
        sizes = "[...document.querySelectorAll('.bqw svg')].map(one => one.getBoundingClientRect().height)"
        assert min(browser.value(shapes)) > 5 and min(browser.value(sizes)) > 200
        assert browser.value("document.querySelectorAll('.bqw-quarters tbody tr').length") == 2
        assert browser.picture(tmp_path / "zh.png").stat().st_size > 50_000

        press(browser, PLAY)
        browser.wait(f"{WHEN}.includes('2024年第2季度')", 60)
        browser.wait("document.querySelector('.bqw').textContent.includes('已到最后一季')")

        browser.value(
            "[...document.querySelectorAll('button')].find(one => one.textContent.trim() == 'English').click()"
        )
        browser.wait(f"{WHEN}.includes('2024 Q2')")
        assert "schematic map" in browser.value("document.querySelector('.bqw-map').textContent")

        press(browser, RESET)
        browser.wait(f"{WHEN}.includes('Nothing is simulated yet')")
        press(browser, STEP)
        browser.wait(f"{WHEN}.includes('2023 Q1')")

        assert [told for told in browser.complaints if KNOWN not in told] == []
        ours = (address, f"ws://{address.partition('//')[2]}", "data:", "blob:", "about:")
        assert [url for url in browser.requests if not url.startswith(ours)] == []


def test_what_is_not_installed_is_not_fetched(address):
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{address}/_solara/cdn/nothing@1.0.0/nothing.js", timeout=2)


def press(browser, which):
    """Press one of the three buttons of Mesa's controls once it can be pressed."""
    button = f"document.querySelectorAll('.bqw-controls .v-btn')[{which}]"
    browser.wait(f"{button} && !{button}.disabled")
    browser.value(f"{button}.click()")
