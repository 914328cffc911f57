"""`docs/` read once into a typed `Site`, with everything that is wrong in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from kb.checks import check_site
from kb.checks.addresses import check_addresses, check_redirects, find_forwards
from kb.checks.data import check_data
from kb.checks.decisions import check_decisions
from kb.checks.duties import check_duties, check_outlines
from kb.checks.occasions import check_forms
from kb.checks.outgoing import EXCEPTIONS, check_outgoing
from kb.checks.questions import check_questions
from kb.checks.versions import check_correspondences
from kb.checks.voting import check_voting
from kb.checks.years import check_years
from kb.deciding.model import Decisions, Voting
from kb.folder import ADDRESSES, DATA, find_files, is_admitted, refusal, show
from kb.forwarding import Registered, parse_registry
from kb.headings import find_headings, find_parts, mask_fences
from kb.keeping import Keeper, digest
from kb.kinds import COLLECTIONS, Kind
from kb.linking.catalog import names_of
from kb.linking.recognition import recognise
from kb.model import (
    METAS,
    AnnualMeta,
    CaseMeta,
    Correspondences,
    Exemptions,
    Forms,
    MeetingMeta,
    OutsideRules,
    ProcedureMeta,
    Questions,
    Redirects,
    RuleMeta,
    Synonyms,
    Threshold,
    Thresholds,
    Vocabulary,
)
from kb.outgoing.numbers import redact
from kb.problem import Code, Problem
from kb.provisions import find_articles
from kb.site import Annual, Case, Meeting, Page, Procedure, Rule, Site
from kb.source import Content, Source, cut_source, read_text, text_of
from kb.validation import validate
from kb.yamltext import YamlText, parse_yaml
from kb.yearmodel import Duties, LedgerSettings, Outlines

D = TypeVar(
    "D",
    Vocabulary,
    Thresholds,
    Correspondences,
    OutsideRules,
    Exemptions,
    Redirects,
    Synonyms,
    Questions,
    LedgerSettings,
    Duties,
    Outlines,
    Forms,
    Decisions,
    Voting,
)

VOCABULARY = f"{DATA}/vocabulary.yml"
THRESHOLDS = f"{DATA}/thresholds.yml"
CORRESPONDENCES = f"{DATA}/correspondences.yml"
OUTSIDE_RULES = f"{DATA}/outside-rules.yml"
REDIRECTS = f"{DATA}/redirects.yml"
SYNONYMS = f"{DATA}/synonyms.yml"
QUESTIONS = f"{DATA}/questions.yml"
LEDGER = f"{DATA}/ledger.yml"
DUTIES = f"{DATA}/roles.yml"
OUTLINES = f"{DATA}/outlines.yml"
FORMS = f"{DATA}/forms.yml"
DECISIONS = f"{DATA}/decisions.yml"
VOTING = f"{DATA}/voting.yml"
ITEM_PREFIXES = ("done-", "problem-", "plan-")
_PUBLISHED_CODE = re.compile(r"^s/(?P<code>[a-z]{2}-\d{3,4})\.html ", re.MULTILINE)
_CODE_LINE = re.compile(r"^code: *[\"']?(?P<code>[A-Z]{2}-\d{3,4})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Data(Generic[D]):
    """A data file that was read, with the places of its parts."""

    value: D
    yaml: YamlText


@dataclass(frozen=True, slots=True)
class _Extras:
    """The data files that go with the pages; None where there is none, or it has faults."""

    questions: _Data[Questions] | None
    ledger: _Data[LedgerSettings] | None
    duties: _Data[Duties] | None
    outlines: _Data[Outlines] | None
    forms: _Data[Forms] | None
    decisions: _Data[Decisions] | None
    voting: _Data[Voting] | None

    def added_to(self, site: Site) -> Site:
        return replace(
            site,
            questions=self.questions.value.questions if self.questions else site.questions,
            roles=self.questions.value.roles if self.questions else site.roles,
            ledger=self.ledger.value if self.ledger else site.ledger,
            duties=self.duties.value if self.duties else site.duties,
            outlines=self.outlines.value.root if self.outlines else site.outlines,
            forms=self.forms.value.root if self.forms else site.forms,
            decisions=self.decisions.value if self.decisions else site.decisions,
            voting=self.voting.value if self.voting else site.voting,
        )

    def problems(self, site: Site, day: date) -> Iterator[Problem]:
        """Yield what is wrong with what the files say of the pages, once all pages are there."""
        yield from check_years(site)
        if self.questions:
            yield from check_questions(site, self.questions.yaml)
        if self.duties:
            yield from check_duties(site, self.duties.yaml, day)
        if self.outlines:
            yield from check_outlines(site, self.outlines.yaml, day)
        if self.forms:
            yield from check_forms(site, self.forms.yaml)
        if self.decisions:
            yield from check_decisions(site, self.decisions.value, self.decisions.yaml, day)
        if self.voting:
            yield from check_voting(site, self.voting.value, self.voting.yaml, day)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read; `site` is None where too much is missing to go on."""

    site: Site | None
    problems: tuple[Problem, ...]
    files: int
    """The number of pages found."""
    paths: frozenset[str]
    """All files that may be read, below the content folder."""
    published: Mapping[str, Registered]
    """The addresses that were published."""


def read_site(
    docs: Path, *, root: Path, day: date | None = None, keeper: Keeper | None = None
) -> Reading:
    """Return the pages below `docs` with every problem in them.

    `root` is the folder that the paths in problems are relative to; `day` decides which version of
    a rule a citation means where nothing else does, and which exceptions have ended; the current
    day unless given. Pages that `keeper` has seen as they are now are not looked at again.
    """
    day = day or date.today()
    keeper = keeper or Keeper()
    problems: list[Problem] = []
    pages: list[Page] = []
    found = dict(find_files(docs, root, problems))
    shown = {src: show(file, root) for src, file in found.items()}
    contents = {src: Content.of(file) for src, file in found.items()}
    exceptions = _data(EXCEPTIONS, Exemptions, contents, docs, root, problems)
    exemptions = exceptions.value.root if exceptions else ()
    attached = frozenset(one.file for one in exemptions if one.code == Code.FILE_TYPE.value)
    files = {src: content for src, content in contents.items() if is_admitted(src, attached)}
    problems += (refusal(src, shown[src]) for src in found.keys() - files.keys())
    listed = exceptions.yaml if exceptions else None
    problems += check_outgoing(files, shown, exemptions, listed, day, keeper)
    vocabulary = _data(VOCABULARY, Vocabulary, files, docs, root, problems)
    thresholds = _data(THRESHOLDS, Thresholds, files, docs, root, problems)
    correspondences = _data(CORRESPONDENCES, Correspondences, files, docs, root, problems)
    outside = _data(OUTSIDE_RULES, OutsideRules, files, docs, root, problems)
    synonyms = _data(SYNONYMS, Synonyms, files, docs, root, problems)
    extras = _Extras(
        _data(QUESTIONS, Questions, files, docs, root, problems),
        _data(LEDGER, LedgerSettings, files, docs, root, problems),
        _data(DUTIES, Duties, files, docs, root, problems),
        _data(OUTLINES, Outlines, files, docs, root, problems),
        _data(FORMS, Forms, files, docs, root, problems),
        _data(DECISIONS, Decisions, files, docs, root, problems),
        _data(VOTING, Voting, files, docs, root, problems),
    )
    sources = [src for src in files if src.endswith(".md")]
    for src in sources:
        page = keeper.value(
            "page",
            (src, files[src].key, shown[src]),
            partial(_page, files[src], src, shown[src]),
        )
        if isinstance(page, list):
            problems.extend(page)
        else:
            pages.append(page)
    rules = [page for page in pages if isinstance(page, Rule)]
    names, names_key = (
        names_of(rules),
        digest(*((rule.meta.title, rule.meta.aliases) for rule in rules)),
    )
    site = None
    if vocabulary is not None and thresholds is not None:
        limits = limits_on(day, thresholds.value.root)
        site = Site(
            tuple(
                replace(
                    page,
                    citations=keeper.value(
                        "citations",
                        (page.source.src, files[page.source.src].key, names_key),
                        partial(recognise, page, names),
                    ),
                )
                for page in pages
            ),
            vocabulary.value,
            limits,
            correspondences.value.root if correspondences else (),
            frozenset(rule.title for rule in outside.value.root) if outside else frozenset(),
            synonyms=synonyms.value.root if synonyms else (),
            not_yet=frozenset(one.id for one in limits.values() if one.effective > day),
        )
        site = extras.added_to(site)
        problems.extend(check_site(site, frozenset(files), show(docs, root), day))
        if correspondences:
            problems.extend(check_correspondences(site, correspondences.yaml))
        if len(pages) == len(sources):
            problems.extend(extras.problems(site, day))
    published = _published(files, docs, root, problems)
    redirects = _data(REDIRECTS, Redirects, files, docs, root, problems)
    if site is not None and len(pages) == len(sources):
        moved = redirects.value.root if redirects else ()
        if redirects:
            problems += check_redirects(site, published, moved, redirects.yaml)
        if published is not None:
            problems += check_addresses(site, published, moved, show(docs / ADDRESSES, root))
        site = replace(site, forwards=find_forwards(site, published or {}, moved))
    problems = sorted({_redacted(problem) for problem in problems})
    return Reading(site, tuple(problems), len(sources), frozenset(files), published or {})


def limits_on(day: date, every: Iterable[Threshold]) -> dict[str, Threshold]:
    """Return of each limit what holds on `day`, or what will hold first where nothing does yet."""
    found: dict[str, Threshold] = {}
    for limit in sorted(every, key=lambda one: one.effective):
        if limit.effective <= day:
            found[limit.id] = limit
        else:
            found.setdefault(limit.id, limit)
    return {limit.id: found[limit.id] for limit in every}


def _redacted(problem: Problem) -> Problem:
    """Return the problem without a number that leads to a person: it goes into logs."""
    path, message, hint = map(redact, (problem.path, problem.message, problem.hint))
    return replace(problem, path=path, message=message, hint=hint)


def _published(
    files: Mapping[str, Content], docs: Path, root: Path, problems: list[Problem]
) -> dict[str, Registered] | None:
    """Return the published addresses; None where there are none yet, or after adding a fault."""
    if ADDRESSES not in files:
        return None
    shown = show(docs / ADDRESSES, root)
    text = text_of(files[ADDRESSES], shown)
    registry = [text] if isinstance(text, Problem) else parse_registry(text, shown)
    if isinstance(registry, list):
        problems.extend(registry)
        return None
    return registry


def _data(
    src: str,
    model: type[D],
    files: Mapping[str, Content],
    docs: Path,
    root: Path,
    problems: list[Problem],
) -> _Data[D] | None:
    """Return the data file `src`; None if it may be missing, or after adding what is wrong with it."""
    shown = show(docs / src, root)
    if src not in files:
        if model in (Vocabulary, Thresholds):
            problems.append(Problem(shown, 1, 1, Code.MISSING_KEY, f"缺少数据文件 {src}"))
        return None
    text = text_of(files[src], shown)
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
            page = _page(Content.of(file), f"{Kind.RULE}/{file.name}", file.name)
            found += [page] if isinstance(page, Rule) else []
    return tuple(found)


def read_topics(docs: Path) -> tuple[str, ...]:
    """Return the ids of the topics in the vocabulary, none if it cannot be read."""
    files = {VOCABULARY: Content.of(docs / VOCABULARY)}
    found = _data(VOCABULARY, Vocabulary, files, docs, docs, [])
    return () if found is None else tuple(topic.id for topic in found.value.topics)


def kind_of(src: str) -> Kind:
    """Return the kind of the page at `src`: that of its folder, or a plain page."""
    folder, _, name = src.partition("/")
    if name and name != "index.md" and folder in {kind.value for kind in COLLECTIONS}:
        return Kind(folder)
    return Kind.PAGE


def _page(content: Content, src: str, shown: str) -> Page | list[Problem]:
    text = text_of(content, shown)
    source = text if isinstance(text, Problem) else cut_source(text, src, shown)
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
    """Return every id and short code below `docs`, also of pages that have problems or are gone."""
    ids, codes = set[str](), set[str]()
    if (docs / ADDRESSES).is_file():
        registry = (docs / ADDRESSES).read_text("utf-8", errors="replace")
        codes = {found["code"].upper() for found in _PUBLISHED_CODE.finditer(registry)}
    for file in docs.rglob("*.md"):
        ids.add(file.stem)
        text = read_text(file, file.name)
        if isinstance(text, str) and (found := _CODE_LINE.search(text)):
            codes.add(found["code"])
    return ids, codes
