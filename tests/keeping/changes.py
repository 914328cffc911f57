"""What people do to a content folder and to the program, one change at a time, by lot."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

Change = Callable[["Project"], None]


@dataclass
class Project:
    """A copy of the program with a content folder, which a test changes."""

    root: Path
    docs: Path
    lot: random.Random
    number: int = 0
    """Counts the changes, so that none is like another."""
    _before: dict[Path, bytes | None] = field(default_factory=dict)

    def pages(self, folder: str = "*") -> list[Path]:
        """Return the pages with a front matter of their own kind, in order."""
        return [file for file in sorted(self.docs.glob(f"{folder}/*.md")) if file.stem != "index"]

    def one(self, folder: str = "*") -> Path:
        """Return one of the pages."""
        return self.lot.choice(self.pages(folder))

    def write(self, file: Path, text: str | None) -> None:
        """Write a file, or remove it."""
        self._before.setdefault(file, file.read_bytes() if file.exists() else None)
        if text is None:
            file.unlink()
        else:
            file.write_text(text, encoding="utf-8")

    def replace(self, file: Path, pattern: str, new: str) -> None:
        """Replace the first find of `pattern` in a file."""
        self.write(file, re.sub(pattern, new, file.read_text("utf-8"), count=1, flags=re.MULTILINE))

    def forget(self) -> None:
        """Take all changes since the last call as made."""
        self._before.clear()

    def undo(self) -> None:
        """Undo all changes since `forget`."""
        for file, raw in self._before.items():
            if raw is None:
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(raw)
        self._before.clear()


def add_words(project: Project) -> None:
    """Add a paragraph to a page."""
    file = project.one()
    project.write(file, f"{file.read_text('utf-8')}\n补充第{project.number}点。\n")


def retitle(project: Project) -> None:
    """Give a page another title: menus, panels and results all over the site name it."""
    project.replace(project.one(), r"^title: (.*?)\d*$", rf"title: \g<1>{project.number}")


def add_heading(project: Project) -> None:
    """Add a section: a new address within the page."""
    file = project.one("rules")
    text = f"\n## 附件 {{#fu-jian-{project.number}}}\n\n附件的文字。\n"
    project.write(file, file.read_text("utf-8") + text)


def revise(project: Project) -> None:
    """Change the words of an article that other pages may cite or quote."""
    project.replace(project.one("rules"), r"^(第.+?条　[^。\n]*)", rf"\1，第{project.number}次修改")


def move(project: Project) -> None:
    """Put a page under another topic."""
    vocabulary = (project.docs / "_data/vocabulary.yml").read_text("utf-8")
    topic = project.lot.choice(re.findall(r"\bid: ([a-z-]+)", vocabulary))
    project.replace(project.one(), r"^topics: .*$", f"topics: [{topic}]")


def new_case(project: Project) -> None:
    """Add a case like another."""
    file, number = project.one("cases"), project.number
    text = re.sub(r"^id: .*$", f"id: xin-{number}", file.read_text("utf-8"), flags=re.MULTILINE)
    text = re.sub(r"^code: .*$", f"code: AL-{9000 + number}", text, flags=re.MULTILINE)
    project.write(file.with_name(f"xin-{number}.md"), text)


def rename_case(project: Project) -> None:
    """Give a case that was added another id."""
    for file in project.pages("cases"):
        if file.stem.startswith("xin-"):
            stem = f"xin-{project.number}"
            text = re.sub(r"^id: .*$", f"id: {stem}", file.read_text("utf-8"), flags=re.MULTILINE)
            project.write(file, None)
            project.write(file.with_name(f"{stem}.md"), text)
            return


def remove_case(project: Project) -> None:
    """Remove a case that was added."""
    for file in project.pages("cases"):
        if file.stem.startswith("xin-"):
            project.write(file, None)
            return


def narrow(project: Project) -> None:
    """Let fewer people read a page, or more."""
    audience = project.lot.choice(["全局", "全体党员", "班子"])
    project.replace(project.one("cases"), r"^audience: .*$", f"audience: {audience}")


def change_threshold(project: Project) -> None:
    """Change an amount from which a matter goes to the meeting."""
    amount = 10000 * project.number
    project.replace(project.docs / "_data/thresholds.yml", r"amount: \d+", f"amount: {amount}")


def add_synonym(project: Project) -> None:
    """Let readers say something in other words."""
    file = project.docs / "_data/synonyms.yml"
    text = file.read_text("utf-8") if file.exists() else ""
    word = "甲乙丙丁戊己庚辛壬癸"[project.number % 10] * (2 + project.number // 10)
    project.write(file, f"{text}- {{say: [{word}], find: {{谈话: 0.8}}}}\n")


def change_template(project: Project) -> None:
    """Change what stands at the foot of all pages."""
    file = project.root / "theme/partials/footer.html"
    project.write(file, f"{file.read_text('utf-8')}<!-- {project.number} -->\n")


def change_settings(project: Project) -> None:
    """Change the name of the unit."""
    project.replace(project.root / "mkdocs.yml", r"^  unit: \S+", f"  unit: 第{project.number}局")


def change_code(project: Project) -> None:
    """Let the menu show another number of neighbours."""
    number = 1 + project.number % 4
    file = project.root / "hooks/kb/views/frame.py"
    project.replace(file, r"^_NEIGHBOURS = \d", f"_NEIGHBOURS = {number}")


def change_style(project: Project) -> None:
    """Change a stylesheet."""
    file = project.root / "docs/assets/kb.css"
    project.write(file, f"{file.read_text('utf-8')}/* {project.number} */\n")


OF_CONTENT: tuple[Change, ...] = (
    add_words,
    retitle,
    add_heading,
    revise,
    move,
    new_case,
    rename_case,
    remove_case,
    narrow,
    change_threshold,
    add_synonym,
)
OF_PROGRAM: tuple[Change, ...] = (change_template, change_settings, change_code, change_style)


def by_lot(lot: random.Random, count: int) -> Iterator[Change]:
    """Yield so many changes: each kind once before any comes again; few of the program."""
    queue: list[Change] = []
    for _ in range(count):
        if not queue:
            queue = [*OF_CONTENT, *OF_CONTENT, *OF_PROGRAM]
            lot.shuffle(queue)
        yield queue.pop()
