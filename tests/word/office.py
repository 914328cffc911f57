"""Word files as LibreOffice prints them."""

import shutil
import subprocess
from pathlib import Path

import pytest


def printed(made: bytes, folder: Path, *options: str) -> str:
    """Return what `pdftotext` with `options` reads in the PDF that LibreOffice makes of a file.

    The test that asks is skipped where either program is missing.
    """
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if not office or not reader:
        pytest.skip("没有LibreOffice或者pdftotext")
    file = folder / "made.docx"
    file.write_bytes(made)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, str(file)], check=True, capture_output=True)
    read = [reader, *options, str(file.with_suffix(".pdf")), "-"]
    return subprocess.run(read, check=True, capture_output=True, encoding="utf-8").stdout
