"""The server of `serve`: the last good site on this machine alone, with live news for open pages."""

import html
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from threading import Thread
from urllib.parse import quote, unquote, urlsplit

from kb.commands.preview import Preview, State

HOST = "127.0.0.1"
EVENTS = "/__kb/events"
SCRIPT = "/__kb/live.js"
_HEARTBEAT = 15.0
_LIVE = Path(__file__).with_name("live.js")
_HTML = "text/html; charset=utf-8"
_TYPES: Mapping[str, str] = {
    ".html": _HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonl": "application/x-ndjson; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Not left to the system: on Windows its table says what programs wrote into it."""


class Server(ThreadingHTTPServer):
    """Serves a preview on the loopback address."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # elsewhere it would share the port with another

    def __init__(self, port: int, preview: Preview) -> None:
        self.preview = preview
        super().__init__((HOST, port), Handler)

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://{HOST}:{self.server_port}/"

    def server_bind(self) -> None:
        """Bind without asking a name server for our name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.socket.getsockname()[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a browser goes away in the middle."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @contextmanager
    def running(self) -> Iterator[None]:
        """Answer requests in the background."""
        thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.shutdown()
            self.server_close()


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    server: Server
    server_version = "kb"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        """Answer with a file, or the stream of news."""
        path = urlsplit(self.path).path
        if not self._is_asked_by_own_name():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", b"")
        elif path == EVENTS:
            self._stream()
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, _TYPES[".js"], _LIVE.read_bytes())
        else:
            self._send_file(self.server.preview.state, path)

    def do_HEAD(self) -> None:
        """Answer as for GET, without the body."""
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: whoever edits wants to see problems, not requests."""

    def _is_asked_by_own_name(self) -> bool:
        """Return whether the browser means this machine; a foreign name could lead here too."""
        name = self.headers.get("Host", HOST).rsplit(":", 1)[0]
        return name in (HOST, "localhost")

    def _send_file(self, state: State, path: str) -> None:
        if state.root is None:
            page = waiting_page(state).encode()
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, _HTML, with_script(page, state))
            return
        file = find(state.root, path)
        if file and file.is_dir():
            self._redirect(file.relative_to(state.root).as_posix() + "/")
            return
        status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
        file = file or state.root / "404.html"
        try:
            body = file.read_bytes()
        except OSError:
            self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", "没有这一页".encode())
            return
        content_type = _TYPES.get(file.suffix.lower(), "application/octet-stream")
        if content_type == _HTML:
            body = with_script(body, state)
        self._send(status, content_type, body)

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", f"/{quote(path)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream(self) -> None:
        """Tell the state at once and then whenever it changes, until the page is closed."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        state = self.server.preview.state
        self.wfile.write(event(state))
        while True:
            known, state = state, self.server.preview.wait(state, _HEARTBEAT)
            self.wfile.write(b": still here\n\n" if state == known else event(state))


def find(root: Path, path: str) -> Path | None:
    """Return the file that `path` of an address means, or None.

    A folder is returned as such when its address lacks the slash at the end. Nothing above `root`,
    nothing hidden, no listing.
    """
    parts = [part for part in unquote(path).split("/") if part]
    if any(part.startswith(".") or "\\" in part or "\0" in part or ":" in part for part in parts):
        return None
    file = root.joinpath(*parts)
    if file.is_dir() and (file / "index.html").is_file():
        return file / "index.html" if not parts or path.endswith("/") else file
    inside = file.resolve().is_relative_to(root.resolve())
    return file if inside and file.is_file() and not path.endswith("/") else None


def with_script(page: bytes, state: State) -> bytes:
    """Return the page with the script that keeps it up to date."""
    script = f'<script src="{SCRIPT}" data-build="{state.build}"></script>'.encode()
    head, end, tail = page.rpartition(b"</body>")
    return head + script + end + tail if end else page + script


def waiting_page(state: State) -> str:
    """Return the page shown before there is a site."""
    title = "内容有问题，网站还没有生成" if state.problems else "正在生成网站，请稍候…"
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{title}</title></head>"
        '<body style="font: 16px/1.7 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em">'
        f'<h1 style="font-size: 1.4em">{title}</h1>'
        f'<pre style="white-space: pre-wrap">{html.escape(state.problems)}</pre>'
        "</body></html>"
    )


def event(state: State) -> bytes:
    """Return the state as one server-sent event."""
    return f"data: {state.as_json()}\n\n".encode()
