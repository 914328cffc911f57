"""As many requests as a server answers: `wrk`, a package of Debian."""

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.commands import Mistake
from kb.commands.chromium import can_install, install

_THREADS = 2
_SCRIPT = """\
local paths = {{{paths}}}
local turn = 0
wrk.headers["Accept-Encoding"] = "gzip"
request = function()
  turn = turn + 1
  return wrk.format("GET", paths[turn % #paths + 1])
end
"""
_PERCENT = re.compile(r"^ +(50|99)% +([\d.]+)(us|ms|s|m) *$", re.MULTILINE)
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
_FIGURES = {
    "requests": re.compile(r"^Requests/sec: +([\d.]+)$", re.MULTILINE),
    "moved": re.compile(r"^Transfer/sec: +([\d.]+)([KMG]?)B$", re.MULTILINE),
    "wrong": re.compile(r"^ +Non-2xx or 3xx responses: (\d+)$", re.MULTILINE),
    "broken": re.compile(
        r"^ +Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)$", re.MULTILINE
    ),
}
_SIZES = {"": 1e-6, "K": 1024e-6, "M": 1.048576, "G": 1073.741824}


@dataclass(frozen=True, slots=True)
class Load:
    """What a server bore."""

    requests: float
    """Answered in a second."""
    moved: float
    """MB in a second."""
    median: float
    """Milliseconds until an answer was there."""
    slow: float
    """The same for the slowest of a hundred."""
    wrong: int
    """Answers that were errors, and connections that broke."""


def ensure_wrk() -> str:
    """Return the program, after installing it where that may be done. Raises `Mistake`."""
    if not shutil.which("wrk") and can_install():
        install(["wrk"])
    if found := shutil.which("wrk"):
        return found
    raise Mistake("没有 wrk：请先运行 sudo apt-get install wrk")


def load(
    wrk: str, start: str, paths: Sequence[str], connections: int, seconds: int, folder: Path
) -> Load:
    """Ask for `paths` in turn, as a browser does, over so many connections at once."""
    script = folder / "paths.lua"
    listed = ", ".join(json.dumps(f"/{path}", ensure_ascii=False) for path in paths)
    script.write_text(_SCRIPT.format(paths=listed), encoding="utf-8")
    options = ["--latency", f"-t{_THREADS}", f"-c{max(connections, _THREADS)}", f"-d{seconds}s"]
    done = subprocess.run(
        [wrk, *options, "-s", str(script), start],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=seconds + 60,
    )
    if done.returncode:
        raise Mistake(f"wrk 失败：{done.stderr.strip() or done.stdout.strip()}")
    return read_load(done.stdout)


def read_load(told: str) -> Load:
    """Return what the output of wrk says. Raises `Mistake` where it says something else."""
    percents = {found[1]: float(found[2]) * _UNITS[found[3]] for found in _PERCENT.finditer(told)}
    requests, moved = _FIGURES["requests"].search(told), _FIGURES["moved"].search(told)
    if requests is None or moved is None or len(percents) < 2:
        raise Mistake(f"读不懂 wrk 的输出：\n{told}")
    faults = [*_FIGURES["wrong"].finditer(told), *_FIGURES["broken"].finditer(told)]
    return Load(
        float(requests[1]),
        float(moved[1]) * _SIZES[moved[2]],
        percents["50"],
        percents["99"],
        sum(int(number) for fault in faults for number in fault.groups()),
    )
