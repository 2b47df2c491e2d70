"""A headless Chromium driven by its own protocol over two pipes: no package, no port, no network but this machine."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
)  # fmt: skip


HERE = "127.0.0.1"
ONLY_HERE = (f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {HERE}", "--no-proxy-server")
"""With these nothing but this machine can be reached, by its address."""
BEGIN = (
    "import os, sys; read, write = map(int, sys.argv[1:3]); "
    "os.dup2(read, 3); os.dup2(write, 4); os.execv(sys.argv[3], sys.argv[3:])"
)
"""Not left to a shell: the plainest know descriptors of one digit only."""


class Browser:
    """One page of a browser whose network is off; everything it asked for and complained of is kept.

    `local` leaves it pages served by this machine at 127.0.0.1, and nothing else.
    """

    def __init__(self, width: int = 1280, height: int = 1000, local: bool = False) -> None:
        # Its children may still be writing when the browser has ended.
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, self._to = os.pipe()
        self._from, to_write = os.pipe()
        size = f"--window-size={width},{height}"
        # The protocol speaks over descriptors 3 and 4 of the browser.
        self.process = subprocess.Popen(
            [sys.executable, "-c", BEGIN, str(to_read), str(to_write), CHROMIUM, *FLAGS,
             *(ONLY_HERE if local else ()), size,
             f"--user-data-dir={self.profile.name}", "about:blank"],
            pass_fds=(to_read, to_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_read)
        os.close(to_write)
        self._buffer, self._count, self._session = b"", 0, ""
        self.requests: list[str] = []
        self.complaints: list[str] = []
        target = next(one for one in self.send("Target.getTargets")["targetInfos"] if one["type"] == "page")
        attached = self.send("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        self.send(
            "Network.emulateNetworkConditions",
            offline=not local,
            latency=0,
            downloadThroughput=-1 if local else 0,
            uploadThroughput=-1 if local else 0,
        )

    def __enter__(self) -> Browser:
        """Use as a context manager; the browser ends with it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._to)
        os.close(self._from)
        self.profile.cleanup()

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask the browser for something and wait for its answer; raises RuntimeError when it refuses."""
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            said = self._next()
            if said.get("id") == self._count:
                if "error" in said:
                    raise RuntimeError(f"{method}: {said['error']['message']}")
                return dict(said["result"])
            self._note(said)

    def open(self, page: Path | str) -> None:
        """Open a file or an address and wait until it is loaded, its fonts too."""
        self.send("Page.navigate", url=page if isinstance(page, str) else page.resolve().as_uri())
        self.value(
            "new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))"
        )
        self.value("document.fonts.ready.then(() => true)")

    def value(self, expression: str) -> Any:
        """The value of an expression of the page; promises are waited for, exceptions raised."""
        found = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in found:
            raise RuntimeError(str(found["exceptionDetails"].get("exception", found["exceptionDetails"])))
        return found["result"].get("value")

    def wait(self, expression: str, seconds: float = 30.0) -> Any:
        """The value of an expression once it is true; raises TimeoutError when it never is."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := self.value(expression):
                return found
            time.sleep(0.1)
        raise TimeoutError(f"not within {seconds:g} s: {expression}")

    def press(self, key: str, code: int) -> None:
        """Press and let go of a key."""
        for kind in ("rawKeyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def picture(self, file: Path) -> Path:
        """Save what the window shows."""
        file.write_bytes(
            base64.b64decode(self.send("Page.captureScreenshot", captureBeyondViewport=True)["data"])
        )
        return file

    def pdf(self, file: Path) -> Path:
        """Print to A4 as the page's own style says."""
        printed = self.send("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        file.write_bytes(base64.b64decode(printed["data"]))
        return file

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            read = os.read(self._from, 1 << 16)
            if not read:
                raise RuntimeError("the browser ended")
            self._buffer += read
        message, _, self._buffer = self._buffer.partition(b"\0")
        return dict(json.loads(message))

    def _note(self, said: dict[str, Any]) -> None:
        told = said.get("params", {})
        if said.get("method") == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif said.get("method") == "Network.webSocketCreated":
            self.requests.append(told["url"])
        elif said.get("method") == "Log.entryAdded":
            self.complaints.append(told["entry"]["text"])
        elif said.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(str(told["exceptionDetails"]))
        elif said.get("method") == "Runtime.consoleAPICalled" and told["type"] in ("error", "warning"):
            self.complaints.append(" ".join(str(one.get("value", "")) for one in told["args"]))
