"""`serve`: the site on this machine, built anew whenever something changes."""

import argparse
import shutil
import tempfile
import time
import webbrowser
from datetime import date, datetime
from functools import partial
from pathlib import Path

from kb.commands import ROOT, Mistake
from kb.commands.arguments import add_docs, add_edition, add_store, port
from kb.commands.inbox import Clerk
from kb.commands.preview import Preview
from kb.commands.printer import Order, Printer
from kb.commands.server import Server
from kb.commands.watcher import watching
from kb.inbox.folder import NAME
from kb.inputs import BuildInputs

DEFAULT_PORT, LAST_TRIED = 8000, 8099
_SOURCES = ("theme", "hooks", "mkdocs.yml")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "--port",
        type=port,
        metavar="端口",
        help=f"端口号（默认 {DEFAULT_PORT}，被占用时用后面的）",
    )
    parser.add_argument("--open", action="store_true", help="生成以后用浏览器打开")
    add_edition(parser)
    add_store(parser)
    add_docs(parser)


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    preview = Preview()
    server = open_server(options.port, preview)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="kb-serve-", ignore_cleanup_errors=True) as folder,
            server.running(),
            watching([options.docs, *(ROOT / name for name in _SOURCES)]) as changes,
            Printer() as printer,
        ):
            builder = Builder(options, Path(folder), preview, printer)
            clerk = Clerk(options.docs, Path(folder), preview)
            _say("正在生成网站…")
            builder.build()
            _say(f"请用浏览器打开（按 Ctrl-C 停止）：{server.address}")
            _say(f"Word文件放进 {options.docs.parent / NAME} 就能收入，模板也在那里")
            if options.open:
                webbrowser.open(server.address)
            while True:
                if changes.wait(clerk.is_wanted):
                    builder.build()
                else:
                    clerk.work()  # pages that it writes are changes, and come to be built
    except KeyboardInterrupt:
        _say("\n已停止")
        return 0


class Builder:
    """Builds into one new folder after another and shows what came of it."""

    def __init__(
        self, options: argparse.Namespace, folder: Path, preview: Preview, printer: Printer
    ) -> None:
        self._options = options
        self._folder = folder
        self._preview = preview
        self._printer = printer
        self._count = 0
        self._last: Path | None = None

    def build(self) -> None:
        """Build once and put the outcome into the preview and on the terminal."""
        started = time.monotonic()
        self._count += 1
        site = self._folder / str(self._count)
        docs, store = self._options.docs, self._options.store
        inputs = BuildInputs(date.today(), edition=self._options.edition)
        order = Order(docs, site, inputs, self._last, store)
        printed = self._printer.print(order, partial(self._preview.succeed, site))
        now = datetime.now().strftime("%H:%M:%S")
        if printed.reason:
            if self._preview.state.root != site:
                shutil.rmtree(site, ignore_errors=True)
            self._preview.fail(printed.refusal)
            _say(f"{printed.refusal}\n{now} 改好后会自动更新")
        else:
            self._last = site
            if self._preview.state.root != site or self._preview.state.problems:
                self._preview.succeed(site)
            _say(f"{now} 已更新，用时 {time.monotonic() - started:.1f} 秒")
            self._remove_before_last()

    def _remove_before_last(self) -> None:
        """Remove sites from which no page is still being read."""
        sites = sorted(
            (site for site in self._folder.iterdir() if site.name.isdigit()), key=_number
        )
        for site in sites[:-2]:
            shutil.rmtree(site, ignore_errors=True)


def open_server(chosen: int | None, preview: Preview) -> Server:
    """Return a server on the chosen port, or else on the first free one. Raises `Mistake`."""
    ports = [chosen] if chosen is not None else range(DEFAULT_PORT, LAST_TRIED + 1)
    for number in ports:
        try:
            return Server(number, preview)
        except OSError:
            continue
    if chosen is None:
        raise Mistake(f"端口 {DEFAULT_PORT} 至 {LAST_TRIED} 都不能用，请用 --port 指定一个")
    raise Mistake(f"端口 {chosen} 不能用（多半已被占用）：换一个，或不写 --port 由程序自己找")


def _number(site: Path) -> int:
    return int(site.name)


def _say(text: str) -> None:
    print(text, flush=True)
