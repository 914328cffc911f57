"""A rule page before it is written: one that is there, or one that a text becomes."""

from dataclasses import dataclass
from datetime import date

from kb.importing.header import Value, set_keys
from kb.importing.law import Law
from kb.importing.page import Body
from kb.inputs import Audience
from kb.kinds import Kind
from kb.model import Status, TextKind
from kb.numerals import article_label
from kb.problem import Problem
from kb.reading import parse_page
from kb.site import Page, Rule
from kb.source import cut_source


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says of the texts beside the texts themselves; None leaves it to them."""

    today: date
    topics: tuple[str, ...] | None
    """Topics of new pages; None for those of the rule's other versions, else `usual_topics`."""
    usual_topics: tuple[str, ...]
    owner: str
    audience: Audience
    review_by: date
    status: Status | None = None
    gaps: bool = False
    """Whether a text may lack articles; the page then says which."""


@dataclass(slots=True)
class Draft:
    """One version of a rule while the plan is made: a page that is there or is to be."""

    id: str
    family: str
    title: str
    header: str
    body: str
    promulgated: date | None
    effective: date | None
    repealed_on: date | None
    status: Status | None
    supersedes: str | None
    kind: TextKind
    topics: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    before: str | None = None
    """The text of the page as it is, or None for a new one."""

    @property
    def text(self) -> str:
        """The page as it is to be."""
        return f"---\n{self.header}---\n{self.body}"

    @property
    def src(self) -> str:
        """Its path below the content folder."""
        return f"{Kind.RULE}/{self.id}.md"

    @property
    def day(self) -> date | None:
        """The day that orders versions."""
        return self.promulgated or self.effective

    def same_version(self, other: "Draft | Law") -> bool:
        """Return whether both are one version: by their days of issue, else of coming into force."""
        if self.promulgated and other.promulgated:
            return self.promulgated == other.promulgated
        if self.effective and other.effective:
            return self.effective == other.effective
        return self.day is other.day is None

    @property
    def official(self) -> bool:
        """Whether it is the text itself, no digest."""
        return self.kind is TextKind.OFFICIAL

    def set(self, **values: Value) -> None:
        """Set keys of the front matter."""
        self.header = set_keys(self.header, values)

    def page(self, shown: str) -> Page | list[Problem]:
        """Return the page that it is to be; `shown` is the path that problems name."""
        source = cut_source(self.text, self.src, shown)
        return [source] if isinstance(source, Problem) else parse_page(source)


def new_draft(law: Law, body: Body, family: str, page_id: str, wishes: Wishes) -> Draft:
    """Return the page of a text that is not there yet; it has no code."""
    values: dict[str, Value] = {
        "id": page_id,
        "title": law.title,
        "summary": summary(law),
        "topics": wishes.topics or wishes.usual_topics,
        "audience": wishes.audience,
        "owner": wishes.owner,
        "review_by": wishes.review_by,
        "updated": wishes.today,
        "issuer": law.issuer or "原件没有写明",
        "text_kind": TextKind.OFFICIAL,
        "family": family,
        "number": law.number,
        "promulgated": law.promulgated,
        "effective": law.effective,
        "status": wishes.status or Status.IN_FORCE,
        **counted(law, gaps=wishes.gaps),
    }
    return Draft(
        id=page_id,
        family=family,
        title=law.title,
        header=set_keys("", values),
        body=body.text,
        promulgated=law.promulgated,
        effective=law.effective,
        repealed_on=None,
        status=wishes.status,
        supersedes=None,
        kind=TextKind.OFFICIAL,
        topics=wishes.topics or wishes.usual_topics,
    )


def draft_of(rule: Rule) -> Draft:
    """Return a page that is there."""
    meta = rule.meta
    return Draft(
        id=meta.id,
        family=meta.family,
        title=meta.title,
        header=rule.source.header,
        body=rule.source.body,
        promulgated=meta.promulgated,
        effective=meta.effective,
        repealed_on=meta.repealed_on,
        status=meta.status,
        supersedes=meta.supersedes,
        kind=meta.text_kind,
        topics=meta.topics,
        aliases=meta.aliases,
        before=f"---\n{rule.source.header}---\n{rule.source.body}",
    )


def summary(law: Law) -> str:
    """Return the sentence that lists show below the title."""
    count = len([key for key in law.keys if "-" not in key])
    words = [f"全文共{count}条" if count else "正式文本"]
    words += [f"{_in_words(law.promulgated)}公布"] if law.promulgated else []
    same_day = law.effective and law.effective == law.promulgated
    words += ["同日起施行"] if same_day else []
    words += [f"{_in_words(law.effective)}起施行"] if law.effective and not same_day else []
    return "，".join(words) + "。"


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def counted(law: Law, *, gaps: bool) -> dict[str, Value]:
    """Return the keys that count the articles of a text."""
    whole = [int(key) for key in law.keys if "-" not in key]
    missing = tuple(str(n) for n in range(1, max(whole, default=0)) if n not in set(whole))
    note = "原件没有" + "、".join(article_label(key) for key in missing) + "，条号照原件。"
    return {
        "article_count": len(whole) or None,
        "missing": missing if gaps and missing else None,
        "basis_note": note if gaps and missing else None,
    }
