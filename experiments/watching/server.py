"""The server of a live view: this machine only, no telemetry, nothing fetched from elsewhere."""

from __future__ import annotations

import os
import socket
import threading
import warnings
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sim.errors import InputError, Problem
from sim.faults import COMMAND_LINE

HERE = "127.0.0.1"
USUAL = 8765
TRIED = 20
"""Ports after the usual one that are tried when none was asked for."""
OURS = (HERE, "localhost")
QUIET = {
    "SOLARA_APP": "experiments.watching.page",
    "SOLARA_MODE": "production",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_LOADER": "plain",
}
"""Settings that solara reads when it is imported."""
LOAD_FONTS = "document.fonts.forEach(font => font.load());"
SECONDS_TO_END = 2


def listening(port: int | None) -> socket.socket:
    """A socket that listens on this machine alone; raises InputError when the port asked for is taken."""
    for number in range(USUAL, USUAL + TRIED) if port is None else (port,):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((HERE, number))
        except OSError:
            found.close()
            continue
        found.listen(64)
        return found
    given = f"port {port} cannot be used" if port is not None else f"ports {USUAL} to {number} are taken"
    raise InputError([Problem(COMMAND_LINE, given, "give a free one, like port=8800", "port")])


def prepare(style: str, folder: Path) -> None:
    """Import solara with its settings, and give pages a style sheet; `folder` must stay while they are served.

    The sheet stands in the head of pages and its fonts are loaded before there is a word: browsers leave letters that
    they have set without a font as boxes.
    """
    os.environ |= QUIET
    import solara.server.starlette
    from solara.server import settings

    assert solara.server.starlette.app is not None
    (folder / "custom.css").write_text(style, encoding="utf-8")
    (folder / "custom.js").write_text(LOAD_FONTS, encoding="utf-8")
    settings.assets.extra_locations = [str(folder)]
    # The address has no name to which a cookie for https could be tied; it needs none.
    warnings.filterwarnings("ignore", message="Cookies with samesite=none", category=UserWarning)


def serve(listener: socket.socket, opens: bool, started: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; `started` is told the address once the page can be opened."""
    import uvicorn
    from solara.server.starlette import app

    address = f"http://{HERE}:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        guarded(app), log_level="error", access_log=False, timeout_graceful_shutdown=SECONDS_TO_END
    )
    server = uvicorn.Server(config)
    started(address)
    if opens:
        # The socket listens already: a browser that is quicker than the server waits for it.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()


def guarded(app: Any) -> Any:
    """Only pages of this server may talk to it, and what is not installed is not fetched from a CDN."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] in ("http", "websocket") and not _welcome(scope):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        await app(scope, receive, send)

    return answer


def _welcome(scope: Any) -> bool:
    headers = {name.lower(): value.decode("latin-1") for name, value in scope.get("headers", ())}
    host, origin = headers.get(b"host", ""), headers.get(b"origin", "")
    if urlsplit(f"//{host}").hostname not in OURS:
        return False
    if origin and urlsplit(origin).netloc != host:
        return False
    _, cdn, asset = scope["path"].partition("/_solara/cdn/")
    return not cdn or _installed(asset)


def _installed(asset: str) -> bool:
    from solara.server import settings

    return (Path(settings.assets.proxy_cache_dir) / asset).is_file()
