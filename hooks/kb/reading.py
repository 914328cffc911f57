"""`docs/` read once into a typed `Site`, with everything that is wrong in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from kb.catalog import names_of
from kb.checks import check_site
from kb.checks.data import check_data
from kb.checks.versions import check_correspondences
from kb.headings import find_headings, find_parts, mask_fences
from kb.kinds import COLLECTIONS, Kind
from kb.model import (
    METAS,
    AnnualMeta,
    CaseMeta,
    Correspondences,
    MeetingMeta,
    OutsideRules,
    ProcedureMeta,
    RuleMeta,
    Thresholds,
    Vocabulary,
)
from kb.problem import Code, Problem
from kb.provisions import find_articles
from kb.recognition import recognise
from kb.site import Annual, Case, Meeting, Page, Procedure, Rule, Site
from kb.source import Source, read_source, read_text
from kb.validation import validate
from kb.yamltext import YamlText, parse_yaml

D = TypeVar("D", Vocabulary, Thresholds, Correspondences, OutsideRules)

DATA = "_data"
VOCABULARY = f"{DATA}/vocabulary.yml"
THRESHOLDS = f"{DATA}/thresholds.yml"
CORRESPONDENCES = f"{DATA}/correspondences.yml"
OUTSIDE_RULES = f"{DATA}/outside-rules.yml"
ITEM_PREFIXES = ("done-", "problem-", "plan-")
_ADMITTED = {".md", ".png", ".jpg", ".svg"}
_ADMITTED_DATA = {".yml"}
ASSETS = "assets/"
_CODE_LINE = re.compile(r"^code: *[\"']?(?P<code>[A-Z]{2}-\d{3,4})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Data(Generic[D]):
    """A data file that was read, with the places of its parts."""

    value: D
    yaml: YamlText


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read; `site` is None where too much is missing to go on."""

    site: Site | None
    problems: tuple[Problem, ...]
    files: int
    """The number of pages found."""
    paths: frozenset[str]
    """All files that may be read, below the content folder."""


def read_site(docs: Path, *, root: Path, day: date | None = None) -> Reading:
    """Return the pages below `docs` with every problem in them.

    `root` is the folder that the paths in problems are relative to; `day` decides which version of
    a rule a citation means where nothing else does, the current day unless given.
    """
    problems: list[Problem] = []
    pages: list[Page] = []
    files = dict(_files(docs, root, problems))
    vocabulary = _data(VOCABULARY, Vocabulary, files, docs, root, problems)
    thresholds = _data(THRESHOLDS, Thresholds, files, docs, root, problems)
    correspondences = _data(CORRESPONDENCES, Correspondences, files, docs, root, problems)
    outside = _data(OUTSIDE_RULES, OutsideRules, files, docs, root, problems)
    sources = [src for src in files if src.endswith(".md")]
    for src in sources:
        page = _page(files[src], src, _shown(files[src], root))
        if isinstance(page, list):
            problems.extend(page)
        else:
            pages.append(page)
    names = names_of(page for page in pages if isinstance(page, Rule))
    site = None
    if vocabulary is not None and thresholds is not None:
        site = Site(
            tuple(replace(page, citations=recognise(page, names)) for page in pages),
            vocabulary.value,
            {threshold.id: threshold for threshold in thresholds.value.root},
            correspondences.value.root if correspondences else (),
            frozenset(rule.title for rule in outside.value.root) if outside else frozenset(),
        )
        day = day or date.today()
        problems.extend(check_site(site, frozenset(files), _shown(docs, root), day))
        if correspondences:
            problems.extend(check_correspondences(site, correspondences.yaml))
    return Reading(site, tuple(sorted(set(problems))), len(sources), frozenset(files))


def _files(docs: Path, root: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Yield the files that may be read, by path below `docs`, in order."""
    home = docs.resolve()
    for file in sorted(docs.rglob("*")):
        src = file.relative_to(docs).as_posix()
        shown = _shown(file, root)
        data = src.startswith(f"{DATA}/")
        if any(part.startswith(".") for part in src.split("/")):
            continue
        if not _leads_into(home, file):
            problems.append(
                Problem(shown, 1, 1, Code.OUTSIDE_LINK, "符号链接指向 docs 以外", "请改为复制文件")
            )
        elif not file.is_file():
            continue
        elif src.startswith(ASSETS) or file.suffix in (_ADMITTED_DATA if data else _ADMITTED):
            yield src, file
        else:
            kind = f" {file.suffix} " if file.suffix else "没有扩展名的"
            problems.append(
                Problem(
                    shown,
                    1,
                    1,
                    Code.FILE_TYPE,
                    f"这里不能放{kind}文件",
                    "只收 .md、.png、.jpg、.svg，_data 里只收 .yml；文字材料请写成 .md 页面",
                )
            )


def _leads_into(home: Path, file: Path) -> bool:
    try:
        return file.resolve().is_relative_to(home)
    except (OSError, RuntimeError):  # links that lead in a circle
        return False


def _shown(file: Path, root: Path) -> str:
    return (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()


def _data(
    src: str,
    model: type[D],
    files: Mapping[str, Path],
    docs: Path,
    root: Path,
    problems: list[Problem],
) -> _Data[D] | None:
    """Return the data file `src`; None if it may be missing, or after adding what is wrong with it."""
    shown = _shown(docs / src, root)
    if src not in files:
        if model in (Vocabulary, Thresholds):
            problems.append(Problem(shown, 1, 1, Code.MISSING_KEY, f"缺少数据文件 {src}"))
        return None
    text = read_text(files[src], shown)
    yaml = text if isinstance(text, Problem) else parse_yaml(text, shown)
    if isinstance(yaml, Problem):
        problems.append(yaml)
        return None
    found = validate(model, yaml)
    if isinstance(found, list):
        problems.extend(found)
        return None
    problems.extend(check_data(found, yaml))
    return _Data(found, yaml)


def read_rules(docs: Path) -> tuple[Rule, ...]:
    """Return the rules below `docs` that can be read, without checking them."""
    found = []
    for file in sorted((docs / Kind.RULE).glob("*.md")):
        if not file.is_symlink() and file.name != "index.md":
            page = _page(file, f"{Kind.RULE}/{file.name}", file.name)
            found += [page] if isinstance(page, Rule) else []
    return tuple(found)


def read_topics(docs: Path) -> tuple[str, ...]:
    """Return the ids of the topics in the vocabulary, none if it cannot be read."""
    found = _data(VOCABULARY, Vocabulary, {VOCABULARY: docs / VOCABULARY}, docs, docs, [])
    return () if found is None else tuple(topic.id for topic in found.value.topics)


def kind_of(src: str) -> Kind:
    """Return the kind of the page at `src`: that of its folder, or a plain page."""
    folder, _, name = src.partition("/")
    if name and name != "index.md" and folder in {kind.value for kind in COLLECTIONS}:
        return Kind(folder)
    return Kind.PAGE


def _page(file: Path, src: str, shown: str) -> Page | list[Problem]:
    source = read_source(file, src, shown)
    return [source] if isinstance(source, Problem) else parse_page(source)


def parse_page(source: Source) -> Page | list[Problem]:
    """Return the typed page of `source`, or everything that keeps it from being one."""
    header = parse_yaml(source.header, source.path, first_line=2)
    if isinstance(header, Problem):
        return [header]
    kind = kind_of(source.src)
    meta = validate(METAS[kind], header)
    if isinstance(meta, list):
        return meta
    lines = mask_fences(source.body)
    headings = find_headings(lines, kind)
    common = (kind, source, header)
    if isinstance(meta, RuleMeta):
        return Rule(*common, meta, headings, articles=find_articles(lines))
    if isinstance(meta, ProcedureMeta):
        return Procedure(*common, meta, headings, steps=find_parts(lines, headings, ("step-",)))
    if isinstance(meta, CaseMeta):
        return Case(*common, meta, headings)
    if isinstance(meta, AnnualMeta):
        return Annual(*common, meta, headings, items=find_parts(lines, headings, ITEM_PREFIXES))
    if isinstance(meta, MeetingMeta):
        return Meeting(*common, meta, headings)
    return Page(*common, meta, headings, terms=find_parts(lines, headings, ("term-",)))


def find_ids(docs: Path) -> tuple[set[str], set[str]]:
    """Return every id and short code in use below `docs`, also of pages that have problems."""
    ids, codes = set(), set()
    for file in docs.rglob("*.md"):
        ids.add(file.stem)
        text = read_text(file, file.name)
        if isinstance(text, str) and (found := _CODE_LINE.search(text)):
            codes.add(found["code"])
    return ids, codes
