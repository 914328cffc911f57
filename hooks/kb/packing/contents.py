"""What lies in a package: the site, the page that is opened first, the note beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from kb.folder import is_litter
from kb.inputs import BuildInputs
from kb.packing.manifest import MANIFEST, NOTE, START, sums_of, version_of, write_manifest
from kb.views.frame import chinese_date

SITE = "site"
BUILDER = "builder"
WHEELS = f"{BUILDER}/wheels"
_BUILDER_FILES = ("README.md", "mkdocs.yml", "pyproject.toml", "requirements.txt", ".gitattributes")
_BUILDER_FOLDERS = ("hooks", "scripts", "theme")
_TEMPLATES = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True, slots=True)
class Label:
    """What the package says of itself."""

    name: str
    """The name of the site."""
    inputs: BuildInputs

    @property
    def stamp(self) -> str:
        """Return the word for a package that was not approved."""
        return "草稿，没有经过审定，不得外传" if self.inputs.draft else "已审定"


def read_folder(folder: Path, prefix: str) -> dict[str, bytes]:
    """Return the files below `folder` as they lie below `prefix` in the package."""
    return {
        f"{prefix}/{path}": file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not is_litter(path := file.relative_to(folder).as_posix())
    }


def builder_files(root: Path, docs: Path) -> dict[str, bytes]:
    """Return what a machine needs to make the site: the program, and all of the content."""
    files = {f"{BUILDER}/{name}": (root / name).read_bytes() for name in _BUILDER_FILES}
    for name in _BUILDER_FOLDERS:
        files |= read_folder(root / name, f"{BUILDER}/{name}")
    files |= read_folder(docs, f"{BUILDER}/docs")
    return {path: raw for path, raw in files.items() if "__pycache__" not in path.split("/")}


def with_covers(files: Mapping[str, bytes], label: Label) -> dict[str, bytes]:
    """Return all files of the package, those that say what it is included."""
    values = {
        "name": label.name,
        "edition": label.inputs.edition.value,
        "day": chinese_date(label.inputs.date),
        "stamp": label.stamp,
        "version": version_of(sums_of(files)),
        "builder": _builder_words(files),
    }
    start = _fill("package.html", {name: escape(text) for name, text in values.items()})
    note = _fill("package.txt", values)
    # Notepad on older Windows knows UTF-8 by its mark alone, and lines by both signs.
    covered = dict(files) | {
        START: start.encode(),
        NOTE: note.replace("\n", "\r\n").encode("utf-8-sig"),
    }
    return covered | {MANIFEST: write_manifest(sums_of(covered)).encode()}


def _builder_words(files: Mapping[str, bytes]) -> str:
    if not any(path.startswith(f"{BUILDER}/") for path in files):
        return ""
    wheels = any(path.startswith(f"{WHEELS}/") for path in files)
    way = (
        "首次运行从 wheels 文件夹安装，不用联网；系统和 Python 版本要与打包的电脑相同"
        if wheels
        else "没有带安装包，首次运行要联网，或者另带 wheels 文件夹"
    )
    return (
        "builder 文件夹能生成和修改网站：拷到硬盘上，双击 scripts 里的 start.bat（Windows）"
        f"或者 start.sh（Linux）。{way}。里面有全部内容，只给编辑用。"
    )


def _fill(template: str, values: Mapping[str, str]) -> str:
    text = Template((_TEMPLATES / template).read_text(encoding="utf-8")).substitute(values)
    return f"{text.rstrip()}\n"
