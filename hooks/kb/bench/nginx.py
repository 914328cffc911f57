"""A site on Debian's nginx on loopback, with the configuration that `scripts/deploy` gives out."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.commands import ROOT, Mistake
from kb.commands.chromium import can_install, install

DEPLOY = ROOT / "scripts/deploy/nginx"
PASSWORD = "secret"
"""Of the user `banzi`, at the second port."""
_MAIN = """
daemon off;
user root;
worker_processes {workers};
pid nginx.pid;
error_log stderr error;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    include {folder}/kb.conf;
}}
"""


@dataclass(frozen=True)
class Ports:
    """Two editions on loopback: one open, one with a password."""

    port: int
    locked: int

    @property
    def start(self) -> str:
        """The address of the open one, ending in a slash."""
        return f"http://127.0.0.1:{self.port}/"


def ensure_nginx() -> str:
    """Return the program, after installing it where that may be done. Raises `Mistake`."""
    if not _find_nginx():
        if not can_install():
            raise Mistake("没有 nginx，也不能安装")
        install(["nginx-light"])
    if found := _find_nginx():
        return found
    raise Mistake("nginx 装好了却找不到")


@contextmanager
def running(site: Path, folder: Path, workers: str = "1") -> Iterator[Ports]:
    """Serve `site` with our configuration, of which only the places are changed."""
    program = ensure_nginx()
    served = Ports(free_port(), free_port())
    (folder / "password").write_text(f"banzi:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
    (folder / "snippets").mkdir()
    shutil.copy(DEPLOY / "kb-site.conf", folder / "snippets")
    text = (DEPLOY / "kb.conf").read_text("utf-8")
    for old, new in {
        "127.0.0.1:8080": f"127.0.0.1:{served.port}",
        "127.0.0.1:8081": f"127.0.0.1:{served.locked}",
        "/srv/kb/site-banzi": str(site),
        "/srv/kb/site;": f"{site};",
        "/etc/nginx/kb-banzi.htpasswd": str(folder / "password"),
    }.items():
        if text.count(old) != 1:
            raise AssertionError(f"{old} stands {text.count(old)} times in kb.conf")
        text = text.replace(old, new)
    (folder / "kb.conf").write_text(text, encoding="utf-8")
    main = folder / "nginx.conf"
    main.write_text(_MAIN.format(folder=folder, workers=workers), encoding="utf-8")
    with subprocess.Popen([program, "-p", str(folder), "-c", str(main)]) as process:
        try:
            _wait_for(served.port, process)
            yield served
        finally:
            process.terminate()


def free_port() -> int:
    """Return a port of loopback on which nothing listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def _find_nginx() -> str | None:
    return shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise Mistake("nginx 没有启动")
