#!/usr/bin/env python3
"""The one command: makes the environment on first use, then runs `kb.commands` in it.

    python3 scripts/kb.py serve
    python3 scripts/kb.py --wheels DIR build    # first use without network

Only the standard library. The environment lies in `.venv` beside `scripts`, or where `KB_VENV` says.
This file must parse on Python 3.6, so that an older Python is told so in plain words.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036
    sys.stderr.write("需要 Python 3.11 或更新版本，当前是 %d.%d\n" % sys.version_info[:2])  # noqa: UP031
    sys.exit(2)

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = os.name == "nt"
STAMP = ".kb-venv"
"""Marks a folder as made by this file; says which requirements are wholly installed."""


class Failure(Exception):
    """Something the person at the keyboard can mend; the text is one Chinese line or more."""


class Place(NamedTuple):
    """Where the environment lies and where its packages come from."""

    venv: Path
    wheels: Path | None

    @property
    def python(self) -> Path:
        """The environment's own Python."""
        return self.venv / ("Scripts/python.exe" if WINDOWS else "bin/python")


class Stamp(NamedTuple):
    """What is wholly installed: digests of the requirement files, and which Python they are for."""

    base: str = ""
    runtime: str = ""
    tests: str = ""


def main(args: list[str]) -> int:
    """Prepare the environment if need be, run the command in it, return its exit code."""
    try:
        wheels, args = take_wheels(args)
        place = Place(Path(os.environ.get("KB_VENV") or ROOT / ".venv").absolute(), wheels)
        for_tests = args[:1] == ["test"] or args[:2] == ["bench", "search"]
        prepare(place, for_tests=for_tests)
        return run(place.python, args)
    except Failure as failure:
        say(str(failure))
        return 2
    except KeyboardInterrupt:
        return 130


def take_wheels(args: Sequence[str]) -> tuple[Path | None, list[str]]:
    """Return the folder named by `--wheels` and the arguments without it."""
    rest = list(args)
    for index, arg in enumerate(args):
        name, equals, value = arg.partition("=")
        if name != "--wheels":
            continue
        if not equals:
            value = "".join(args[index + 1 : index + 2])
        if not value:
            raise Failure("--wheels 后面要写文件夹，例如 --wheels wheels")
        if not Path(value).is_dir():
            raise Failure(f"找不到文件夹：{value}")
        del rest[index : index + (1 if equals else 2)]
        return Path(value).resolve(), rest
    return None, rest


def run(python: Path, args: Sequence[str]) -> int:
    """Run the command in place of this process; Windows has no such thing, so wait there."""
    command = [str(python), "-P", "-m", "kb.commands", *args]
    environment = clean_environment() | {"PYTHONPATH": str(ROOT / "hooks")}
    sys.stdout.flush()
    if not WINDOWS:
        os.execve(command[0], command, environment)
    with subprocess.Popen(command, env=environment) as process:
        while True:
            with contextlib.suppress(KeyboardInterrupt):  # the child has got it too and will end
                return process.wait()


def prepare(place: Place, *, for_tests: bool) -> None:
    """Make sure that the environment is complete. Raises `Failure` where it cannot be made."""
    if complete(place, read_stamp(place), for_tests=for_tests):
        return
    try:
        place.venv.parent.mkdir(parents=True, exist_ok=True)
        with locked(place.venv.with_name(place.venv.name + ".lock")):
            stamp = read_stamp(place)
            if complete(place, stamp, for_tests=for_tests):
                return
            if complete(place, stamp, for_tests=False) and not stamp.tests:
                add_tests(place, stamp)
            else:
                make(place, for_tests=for_tests)
    except OSError as error:
        raise Failure(
            f"无法写入运行环境 {place.venv}：{error.strerror or error}\n"
            "可用环境变量 KB_VENV 另指一个能写的文件夹；在 Windows 上请先关闭正在使用它的窗口"
        ) from error


def complete(place: Place, stamp: Stamp, *, for_tests: bool) -> bool:
    """Return whether all that is wanted is installed, for the Python that is there now."""
    return (
        stamp.base == base_of(place)
        and stamp.runtime == digest("requirements.txt")
        and (not for_tests or stamp.tests == digest("requirements-dev.txt"))
        and place.python.exists()
    )


def make(place: Place, *, for_tests: bool) -> None:
    """Make the environment from nothing, in place of an older or half-made one."""
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise Failure(
            "这个 Python 不能建立运行环境：请先运行 apt-get install python3-venv"
            "（其他系统请安装完整的 Python）"
        )
    first = not place.venv.exists()
    say(("首次运行：" if first else "运行环境要重做：") + "正在准备运行环境（约一分钟）…")
    clear(place.venv)
    write_stamp(place, Stamp())
    execute([base_python(), "-m", "venv", str(place.venv)], clean_environment())
    files = ["requirements.txt", "requirements-dev.txt"] if for_tests else ["requirements.txt"]
    install(place, files)
    tests = digest("requirements-dev.txt") if for_tests else ""
    write_stamp(place, Stamp(base_of(place), digest("requirements.txt"), tests))


def add_tests(place: Place, stamp: Stamp) -> None:
    """Install what the tests need beside what is there; a failure leaves the rest usable."""
    say("首次测试：正在安装测试工具…")
    write_stamp(place, Stamp())
    try:
        install(place, ["requirements-dev.txt"])
    except Failure:
        write_stamp(place, stamp)
        raise
    write_stamp(place, stamp._replace(tests=digest("requirements-dev.txt")))


def clear(venv: Path) -> None:
    """Remove an environment of ours; refuse to remove anything else."""
    if not venv.exists():
        venv.mkdir()
        return
    ours = (venv / STAMP).exists() or venv == ROOT / ".venv"
    if not venv.is_dir() or (not ours and any(venv.iterdir())):
        raise Failure(f"{venv} 不是本工具建立的：请让 KB_VENV 指向一个新文件夹")
    shutil.rmtree(venv)
    venv.mkdir()


def install(place: Place, files: Sequence[str]) -> None:
    """Install the requirement files with pip, quietly. Raises `Failure` with pip's own words."""
    command = [str(place.python), "-m", "pip", "install", "--require-hashes", "--no-input"]
    environment = clean_environment() | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if place.wheels:
        # What pip is configured to ask may be out of reach: nothing but the folder is looked at.
        environment = {k: v for k, v in environment.items() if not k.startswith("PIP_")}
        environment["PIP_CONFIG_FILE"] = os.devnull
        command += ["--no-index", "--find-links", str(place.wheels)]
    for file in files:
        command += ["-r", str(ROOT / file)]
    execute(command, environment)


def execute(command: Sequence[str], environment: Mapping[str, str]) -> None:
    """Run a step of the installation, showing its output only if it fails."""
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        say(done.stdout.strip())
        raise Failure(
            "运行环境没有准备好，原因见上。不能上网的机器：先在能上网的同类机器上运行\n"
            "    python3 -m pip download -r requirements-dev.txt -d wheels\n"
            "把 wheels 文件夹带来，再运行 python3 scripts/kb.py --wheels wheels serve"
        )


def base_python() -> str:
    """Return the Python to build on: the one outside, when this one is in an environment."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def base_of(place: Place) -> str:
    """Return what the environment's Python really is; changes when the system's is upgraded."""
    return os.path.realpath(place.python)


def digest(file: str) -> str:
    """Return a digest of a requirement file."""
    return hashlib.sha256((ROOT / file).read_bytes()).hexdigest()


def read_stamp(place: Place) -> Stamp:
    """Return what the environment says is installed; an empty stamp when it says nothing."""
    try:
        values = json.loads((place.venv / STAMP).read_text(encoding="utf-8"))
        return Stamp(**values)
    except (OSError, ValueError, TypeError):
        return Stamp()


def write_stamp(place: Place, stamp: Stamp) -> None:
    """Record what is installed, in one step."""
    draft = place.venv / (STAMP + ".new")
    draft.write_text(json.dumps(stamp._asdict()), encoding="utf-8")
    draft.replace(place.venv / STAMP)


def clean_environment() -> dict[str, str]:
    """Return the environment without what would lead a Python elsewhere."""
    unwanted = {"PYTHONPATH", "PYTHONHOME", "__PYVENV_LAUNCHER__"}
    return {key: value for key, value in os.environ.items() if key not in unwanted}


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold `file` for this process alone, waiting for another that is preparing."""
    with file.open("a+b") as handle:
        if sys.platform == "win32":
            import msvcrt

            while True:
                with contextlib.suppress(OSError):  # it gives up after ten seconds
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            with contextlib.suppress(OSError):  # some network drives know no locks
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def say(text: str) -> None:
    """Print to standard error, whatever the terminal's encoding."""
    encoding = sys.stderr.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
