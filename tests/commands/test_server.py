"""The server of `serve`, asked by a plain HTTP client."""

import http.client
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.commands.preview import Preview
from kb.commands.server import Server

PAGE = "<html><body><h1>首页</h1></body></html>"
SCRIPT = b'<script src="/__kb/live.js" data-build="'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "rules").mkdir(parents=True)
    (site / "bare").mkdir()
    (site / "index.html").write_text(PAGE, encoding="utf-8")
    (site / "404.html").write_text("<body>没有这一页</body>", encoding="utf-8")
    (site / "rules/index.html").write_text("<body>规则</body>", encoding="utf-8")
    for name in ("kb.css", "kb.js", "list.json", "a.svg", "a.docx", "bare/a.txt", ".kb-site"):
        (site / name).write_text("内容", encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    (site / "out.html").symlink_to(tmp_path / "secret.html")
    return site


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server(0, Preview())
    with server.running():
        yield server


def ask(
    server: Server, path: str, method: str = "GET", host: str = "127.0.0.1"
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.request(method, path, headers={"Host": f"{host}:{server.server_port}"})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers, body


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/kb.css", "text/css; charset=utf-8"),
        ("/kb.js?v=1", "text/javascript; charset=utf-8"),
        ("/list.json", "application/json; charset=utf-8"),
        ("/a.svg", "image/svg+xml; charset=utf-8"),
        ("/bare/a.txt", "text/plain; charset=utf-8"),
        (
            "/a.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_files_come_with_their_type(
    server: Server, site: Path, path: str, content_type: str
) -> None:
    server.preview.succeed(site)
    status, headers, _ = ask(server, path)
    assert (status, headers["Content-Type"]) == (200, content_type)


def test_script_is_added_to_pages_on_their_way_only(server: Server, site: Path) -> None:
    server.preview.succeed(site)
    _, _, body = ask(server, "/index.html")
    assert SCRIPT in body
    assert body.endswith(b"</body></html>")
    assert SCRIPT not in (site / "index.html").read_bytes()
    assert b"EventSource" in ask(server, "/__kb/live.js")[2]


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere.html",
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/rules/..%5c..%5csecret.html",
        "/%00",
        "/out.html",
        "/.kb-site",
        "/bare/",
        "/bare",
        "/kb.css/",
    ],
)
def test_page_for_lost_addresses_answers_all_else(server: Server, site: Path, path: str) -> None:
    server.preview.succeed(site)
    status, _, body = ask(server, path)
    assert status == 404
    assert "没有这一页".encode() in body
    assert b"secret" not in body


def test_folder_with_a_page_is_found_with_and_without_slash(server: Server, site: Path) -> None:
    server.preview.succeed(site)
    assert ask(server, "/rules/")[0] == 200
    status, headers, _ = ask(server, "//rules")
    assert (status, headers["Location"]) == (302, "/rules/")


def test_head_has_no_body(server: Server, site: Path) -> None:
    server.preview.succeed(site)
    status, headers, body = ask(server, "/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > len(PAGE)


def test_foreign_name_for_this_machine_is_not_answered(server: Server, site: Path) -> None:
    server.preview.succeed(site)
    assert ask(server, "/", host="localhost")[0] == 200
    assert ask(server, "/", host="attacker.example")[0] == 421


def test_only_this_machine_can_ask(server: Server) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


def test_port_is_not_shared(server: Server) -> None:
    with pytest.raises(OSError, match="in use"):
        Server(server.server_port, Preview())


def test_page_before_the_first_site_shows_problems_as_text(server: Server) -> None:
    assert "正在生成" in ask(server, "/")[2].decode()
    server.preview.fail("docs/a.md:1:1: META-1 <script>alert(1)</script>")
    status, _, body = ask(server, "/rules/a.html")
    assert status == 503
    assert b"<script>alert" not in body
    assert b"META-1 &lt;script&gt;" in body
    assert SCRIPT in body


def test_open_pages_hear_of_changes(server: Server, site: Path) -> None:
    server.preview.succeed(site)
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=30) as browser:
        browser.sendall(b"GET /__kb/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        lines = (line for line in browser.makefile("rb") if line.startswith(b"data: "))
        states = (json.loads(line.removeprefix(b"data: ")) for line in lines)
        first = next(states)
        assert first["problems"] == ""
        server.preview.fail("第一行\n    提示")
        assert next(states) == first | {"problems": "第一行\n    提示"}
        server.preview.succeed(site)
        last = next(states)
        assert last["problems"] == ""
        assert last["build"] != first["build"]
