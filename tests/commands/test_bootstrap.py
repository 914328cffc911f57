"""`scripts/kb.py` in a repository of its own, whose requirements are two tiny wheels."""

import ast
import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = """
import importlib.util, json, os, sys
installed = [name for name in ("tiny", "tester") if importlib.util.find_spec(name)]
print(json.dumps({"args": sys.argv[1:], "installed": installed, "path": sys.path[:1]}))
sys.exit(7 if "fail" in sys.argv else 0)
"""


def make_wheel(folder: Path, name: str, version: str = "1.0") -> str:
    """Write a wheel of one empty module; return its line for a requirement file."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": "",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
        record += f"{path},sha256={digest.decode()},{len(text)}\n"
    file = folder / f"{name}-{version}-py3-none-any.whl"
    with ZipFile(file, "w") as wheel:
        for path, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            wheel.writestr(path, text)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository; the tests below use its environment one after the other."""
    root = tmp_path_factory.mktemp("repository")
    (root / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/kb.py", root / "scripts/kb.py")
    package = root / "hooks/kb/commands"
    package.mkdir(parents=True)
    (package / "__main__.py").write_text(COMMAND, encoding="utf-8")
    (root / "wheels").mkdir()
    tiny = make_wheel(root / "wheels", "tiny")
    (root / "requirements.txt").write_text(tiny, encoding="utf-8")
    tester = make_wheel(root / "wheels", "tester")
    (root / "requirements-dev.txt").write_text(tiny + tester, encoding="utf-8")
    return root


def start(root: Path, *args: str, **more: str) -> subprocess.Popen[str]:
    unwanted = ("KB_VENV", "PIP_", "PYTHONPATH")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(unwanted)} | more
    return subprocess.Popen(
        [sys.executable, str(root / "scripts/kb.py"), *args],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def run(root: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    with start(root, *args, **more) as process:
        out, err = process.communicate()
    assert "Traceback" not in err
    return subprocess.CompletedProcess(args, process.returncode, out, err)


def test_first_use_by_two_at_once_installs_once(repository: Path) -> None:
    pair = [start(repository, "--wheels", str(repository / "wheels"), "check") for _ in range(2)]
    results = [process.communicate() for process in pair]
    assert [process.returncode for process in pair] == [0, 0]
    assert "".join(err for _, err in results) == "首次运行：正在准备运行环境（约一分钟）…\n"
    assert [json.loads(out)["installed"] for out, _ in results] == [["tiny"], ["tiny"]]


def test_later_use_passes_on_arguments_and_exit_code(repository: Path) -> None:
    done = run(repository, "check", "fail", "--json", "a b")
    assert done.returncode == 7
    assert done.stderr == ""
    answer = json.loads(done.stdout)
    assert answer["args"] == ["check", "fail", "--json", "a b"]
    assert answer["path"] == [str(repository / "hooks")]


def test_tests_get_their_tools_on_first_use(repository: Path) -> None:
    done = run(repository, "test", "--wheels=" + str(repository / "wheels"))
    assert done.stderr == "首次测试：正在安装测试工具…\n"
    assert json.loads(done.stdout) == {
        "args": ["test"],
        "installed": ["tiny", "tester"],
        "path": [str(repository / "hooks")],
    }
    assert run(repository, "check").stderr == ""


def test_half_made_environment_is_made_anew(repository: Path) -> None:
    shutil.rmtree(next((repository / ".venv").glob("[lL]ib/**/site-packages/")))
    (repository / ".venv/.kb-venv").write_text('{"runtime": ""}', encoding="utf-8")
    done = run(repository, "--wheels", str(repository / "wheels"), "check")
    assert json.loads(done.stdout)["installed"] == ["tiny"]


def test_changed_requirements_are_installed(repository: Path) -> None:
    newer = make_wheel(repository / "wheels", "tester", "2.0")
    file = repository / "requirements.txt"
    file.write_text(file.read_text(encoding="utf-8") + newer, encoding="utf-8")
    done = run(repository, "--wheels", str(repository / "wheels"), "check")
    assert json.loads(done.stdout)["installed"] == ["tiny", "tester"]


def test_wheel_with_another_hash_is_refused(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "tiny-1.0-py3-none-any.whl").write_bytes(b"not what was pinned")
    done = run(repository, "--wheels", str(tmp_path), "check", KB_VENV=str(tmp_path / "venv"))
    assert done.returncode == 2
    assert done.stdout == ""
    assert "运行环境没有准备好" in done.stderr


def test_folder_of_somebody_else_is_left_alone(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    done = run(repository, "check", KB_VENV=str(tmp_path))
    assert done.returncode == 2
    assert "不是本工具建立的" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("args", [["--wheels"], ["--wheels", "nowhere", "check"], ["--wheels="]])
def test_wrong_folder_of_wheels_is_said(repository: Path, args: list[str]) -> None:
    done = run(repository, *args)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_old_python_can_read_the_file_to_say_so() -> None:
    source = (ROOT / "scripts/kb.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
