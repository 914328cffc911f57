"""A filled form as a page: its front matter in the order of the model, and its body."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kb.importing.blocks import Block, Document
from kb.importing.blocks import Kind as BlockKind
from kb.importing.drafts import Wishes, counted
from kb.importing.header import Value, key_line, scalar
from kb.importing.law import Law, Role, read_law
from kb.importing.page import Body
from kb.importing.plan import checked_body
from kb.inbox.body import BodyWriter
from kb.inbox.filled import Cell, Filled
from kb.inbox.forms import ACTS, LATER
from kb.inbox.values import Reader
from kb.inputs import Audience
from kb.kinds import Kind
from kb.model import METAS, Status, TextKind
from kb.new import identity
from kb.problem import Code, Problem
from kb.site import Record, Site

OWNER = "办公室负责人"
REVIEW_AFTER = timedelta(days=365)
NARROWEST = Audience.LEADERS
"""Who may read what says nothing of its readers."""
Violations = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page that a Word file became, before it is written."""

    kind: Kind
    id: str
    code: str
    title: str
    audience: Audience
    header: str
    body: Body
    places: Mapping[str, int]
    """On which line of the document the value of each key stands."""

    @property
    def src(self) -> str:
        """Its path below the content folder."""
        return f"{self.kind.value}/{self.id}.md"

    @property
    def text(self) -> str:
        """The whole file."""
        return f"---\n{self.header}---\n{self.body.text}"

    def line_of(self, line: int) -> int:
        """Return the line of the document behind a line of the page, both from 1."""
        head = self.header.count("\n") + 2
        if line > head:
            return self.body.lines[min(line - head, len(self.body.lines)) - 1]
        keys = [one.partition(":")[0] for one in self.header.split("\n")[: max(line - 1, 1)]]
        return next((self.places[key] for key in reversed(keys) if key in self.places), 1)


@dataclass(slots=True)
class Maker:
    """Makes the page of one filled form; `page` is None where it cannot be made."""

    site: Site
    filled: Filled
    document: Document
    ids: frozenset[str]
    codes: frozenset[str]
    today: date
    problems: list[Problem]
    to_fill: list[Problem]
    already: Record | None = None
    """The page that is there and says the same."""

    def page(self) -> NewPage | None:
        """Return the page, after adding all that is wrong or missing."""
        form = self.filled.form
        values = self._values()
        body, law = self._body(values)
        acts = self._acts(values) if form.kind is Kind.CASE else ()
        for cell in self.filled.strange:
            message = f"表格里“{cell.text}”一行模板没有，没有收入"
            self.to_fill.append(Problem(self._path, cell.line, 1, Code.TO_FILL, message))
        if self.problems or body is None:
            return None
        title = str(values["title"])
        named = f"{values['year']}" if form.kind is Kind.ANNUAL else title
        try:
            page_id, code = identity(form.kind, named, self.ids, self.codes)
        except ValueError as error:
            self._wrong("title", str(error))
            return None
        other = self._same_title(title, page_id)
        if other is not None and other.source.body == body.text:
            self.already = other
            return None
        if other is not None:
            message = f"表格“标题”：站内已有同名的页面 {other.meta.code}《{other.meta.title}》"
            self._wrong("title", message, "修改旧的，直接改那一页；不是同一件事的，换一个标题")
            return None
        values |= self._fixed(values, page_id, code, law)
        return NewPage(
            form.kind,
            page_id,
            code,
            title,
            Audience(str(values["audience"])),
            _header(form.kind, values, acts),
            body,
            {key: cell.line for key, cell in self.filled.values.items()}
            | ({"violated": self.filled.acts[0][0].line} if self.filled.acts else {}),
        )

    @property
    def _path(self) -> str:
        return self.document.path

    def _values(self) -> dict[str, Value]:
        reader = Reader(self.site, self._path, self.problems, self.to_fill)
        cells, fields = self.filled.values, self.filled.form.fields
        day = self.today
        values: dict[str, Value] = {}
        for one in sorted(fields, key=lambda one: one.key != "as_of"):
            values[one.key] = reader.value(one, cells[one.key], day)
            if one.key == "as_of" and isinstance(values["as_of"], date):
                day = values["as_of"]
        if values["audience"] is None:
            message = f"表格“读者范围”没有勾，先按最窄的“{NARROWEST}”收入，“全体党员”版里看不到"
            self._later("audience", message)
        return values | {
            "audience": values["audience"] or NARROWEST.value,
            "owner": values["owner"] or OWNER,
            "review_by": values["review_by"] or self.today + REVIEW_AFTER,
        }

    def _body(self, values: Mapping[str, Value]) -> tuple[Body | None, Law | None]:
        kind = self.filled.form.kind
        if kind is Kind.RULE:
            return self._rule(values)
        writer = BodyWriter(self.filled.form, self._path, self.problems, self.to_fill)
        return writer.write(self.filled.body), None

    def _rule(self, values: Mapping[str, Value]) -> tuple[Body | None, Law | None]:
        """Return the articles of a rule, read as those of any official text."""
        title = str(values["title"] or LATER)
        head = Block(BlockKind.TITLE, title, self.filled.values["title"].line)
        law = read_law(replace(self.document, blocks=(head, *self.filled.body), remarks=()), title)
        if isinstance(law, Problem):
            message = "表格下面没有条文"
            self.problems.append(replace(law, code=Code.FORM, message=message))
            return None, None
        for entry in law.entries:
            if entry.role is Role.ARTICLE and not entry.text:
                message = f"{entry.label}还没有写"
                self.problems.append(Problem(self._path, entry.line, 1, Code.FORM, message))
        wishes = Wishes(self.today, ("x",), ("x",), OWNER, NARROWEST, self.today)
        body, remarks = checked_body(law, wishes, self.problems)
        self.to_fill += remarks
        return body, law

    def _acts(self, values: Mapping[str, Value]) -> Violations:
        day = values["as_of"] if isinstance(values["as_of"], date) else self.today
        reader = Reader(self.site, self._path, self.problems, self.to_fill)
        if not self.filled.acts:
            line = self.filled.values["title"].line
            hint = "至少一行：左边写做了什么，右边写条款和版本"
            message = f"表格“{ACTS[0]}、{ACTS[1]}”没有填"
            self.problems.append(Problem(self._path, line, 1, Code.FORM, message, hint))
        found = []
        for act, articles in self.filled.acts:
            if not act.text or not articles.text:
                empty = ACTS[1] if act.text else ACTS[0]
                message = f"表格“{empty}”没有填"
                self.problems.append(Problem(self._path, act.line, 1, Code.FORM, message))
            else:
                found.append((act.text, reader.places(ACTS[1], articles, day)))
        return tuple(found)

    def _same_title(self, title: str, page_id: str) -> Record | None:
        kind = self.filled.form.kind
        same = (one for one in self.site.collections[kind] if one.meta.title == title)
        taken = self.site.records.get(page_id) if kind is Kind.ANNUAL else None
        return next(same, taken)

    def _fixed(
        self, values: Mapping[str, Value], page_id: str, code: str, law: Law | None
    ) -> dict[str, Value]:
        """Return the keys that nobody is asked for."""
        fixed: dict[str, Value] = {"id": page_id, "code": code, "updated": self.today}
        if law is not None:
            official = values["text_kind"] == TextKind.OFFICIAL
            fixed["family"] = page_id
            if official:
                fixed |= {"status": Status.IN_FORCE} | counted(law, gaps=False)
        return fixed

    def _wrong(self, key: str, message: str, hint: str = "") -> None:
        line = self.filled.values[key].line
        self.problems.append(Problem(self._path, line, 1, Code.FORM, message, hint))

    def _later(self, key: str, message: str) -> None:
        line = self.filled.values.get(key, Cell("", 1)).line
        self.to_fill.append(Problem(self._path, line, 1, Code.TO_FILL, message))


def _header(kind: Kind, values: Mapping[str, Value], acts: Violations) -> str:
    """Return the front matter, keys in the usual order: id and code first, then as the model has them."""
    lines = []
    first = ("id", "code", "title", "summary", "topics")
    keys = dict.fromkeys([*first, *METAS[kind].model_fields])
    for key in keys:
        value = values.get(key)
        if key == "violated":
            lines.append("violated:\n")
            for act, articles in acts:
                lines.append(f"  - act: {scalar(act)}\n")
                lines.append(f"    {key_line('articles', articles)}")
        elif value is not None and value != ():
            lines.append(key_line(key, value))
    return "".join(lines)
