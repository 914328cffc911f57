"""Finding the browser of the tests."""

from pathlib import Path

import pytest

from kb.commands import Mistake, chromium


def make_program(folder: Path, name: str) -> str:
    program = folder / name
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def test_system_program_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.find_chromium() is None
    program = make_program(tmp_path, "google-chrome")
    assert chromium.find_chromium() == program


def test_chosen_program_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = make_program(tmp_path, "mine")
    monkeypatch.setenv("KB_CHROMIUM", program)
    assert chromium.ensure_chromium() == program


def test_chosen_program_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_CHROMIUM", str(tmp_path / "nowhere"))
    with pytest.raises(Mistake, match="KB_CHROMIUM"):
        chromium.ensure_chromium()


def test_missing_program_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KB_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))  # so there is no apt-get either
    with pytest.raises(Mistake, match="apt-get install chromium"):
        chromium.ensure_chromium()


def test_without_the_decoder_the_tests_run_and_say_what_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # so there is no apt-get either
    chromium.ensure_decoder()
    told = capsys.readouterr().out
    assert "没有 zbarimg、pdftoppm，不核对打印出来的二维码" in told
    assert "apt-get install zbar-tools poppler-utils" in told
    for name in ("zbarimg", "pdftoppm"):
        make_program(tmp_path, name)
    chromium.ensure_decoder()
    assert not capsys.readouterr().out
