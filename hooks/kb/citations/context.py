"""What a reader keeps in mind: the article around, the rule last spoken of, whose words are quoted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kb.citations.grammar import Grammar
from kb.citations.model import SELF, Citation, DocumentContext, Kind, Names, Provision
from kb.citations.names import ShortName, bracketed_name, find_short_names

_QUOTES = re.compile("[“”]")
_LONG_QUOTE = 3000
"""Words further from the opening mark are not taken for quoted: the closing mark was forgotten."""
_MENTION = 60
"""A name that stands alone is remembered no longer."""
_NEAR = 200
"""上述规定 points back no further."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rule and an article of it, to which words that name neither belong."""

    target: str
    article: str | None


@dataclass(frozen=True, slots=True)
class Latest:
    """What was cited last."""

    target: str | None
    """None for something that is no rule: 《安置协议》第六条."""
    provisions: tuple[Provision, ...]
    end: int
    version: str | None = None

    @property
    def article(self) -> str | None:
        """The article cited last."""
        return self.provisions[-1].article if self.provisions else None


@dataclass(slots=True)
class _Quote:
    place: Place | None
    opened: int


@dataclass(slots=True)
class Reading:
    """One text being read from the front; the only thing here that changes."""

    text: str
    document: DocumentContext
    grammar: Grammar
    known: tuple[Names, ...]
    amending: bool
    """The text changes another rule: bare articles are those of that rule."""
    rule_like: bool
    """The text is a rule: bare articles are its own."""
    citations: list[Citation] = field(default_factory=list)
    latest: Latest | None = None
    _coming: list[ShortName] = field(default_factory=list)
    _declared: dict[str, str] = field(default_factory=dict)
    _versions: dict[str, str] = field(default_factory=dict)
    """Versions for which short names were declared."""
    _by_noun: dict[str, str] = field(default_factory=dict)
    _cited: dict[str, tuple[Provision, ...]] = field(default_factory=dict)
    _quotes: list[_Quote] = field(default_factory=list)
    _last_quote: tuple[Place | None, int] = (None, -1)
    _seen: int = 0
    _article: str | None = None
    _line_end: int = -1

    @classmethod
    def of(cls, text: str, document: DocumentContext, grammar: Grammar) -> "Reading":
        """Return the beginning of a reading."""
        title = document.title or ""
        known = (document.names, grammar.names)
        shorts = find_short_names(text, grammar, known)
        return cls(
            text,
            document,
            grammar,
            (*known, Names.of(short.short for short in shorts)),
            amending=bool(grammar.patterns["amending"].search(title)),
            rule_like=document.article is not None
            or bool(grammar.patterns["rule_title"].search(title)),
            _coming=shorts[::-1],
        )

    def reach(self, at: int) -> None:
        """Take in the quotation marks and short names before `at`."""
        while self._coming and self._coming[-1].start <= at:
            short = self._coming.pop()
            self._declared[short.short] = self.resolve(short.full)
            if short.version:
                self._versions[short.short] = short.version
        for mark in _QUOTES.finditer(self.text, self._seen, at):
            if mark.group() == "“":
                self._open(mark.start())
            elif self._quotes:
                self._last_quote = (self._quotes.pop().place, mark.end())
        self._seen = max(self._seen, at)

    def _open(self, at: int) -> None:
        """Open a quotation: of the rule just cited, or going on with the one just closed."""
        place = self._quotes[-1].place if self._quotes else None
        before, closed = self._last_quote
        if closed >= 0 and at - closed < 8 and not self.text[closed:at].strip(self.grammar.spaces):
            place = before
        elif (
            self.latest
            and self.latest.target
            and at - self.latest.end <= 60
            and "。" not in self.text[self.latest.end : at]
        ):
            place = Place(self.latest.target, self.latest.article)
        if self._quotes and "\n" in self.text[max(self._quotes[-1].opened, at - 4) : at]:
            self._quotes.clear()
        if len(self._quotes) < 8:
            self._quotes.append(_Quote(place, at))

    def quoted(self, at: int) -> Place | None:
        """Return whose words stand at `at` if they are quoted from a rule that was cited."""
        if not self._quotes or at - self._quotes[-1].opened > _LONG_QUOTE:
            return None
        quote = self._quotes[-1]
        if not self.amending and "\n" in self.text[quote.opened : at]:
            return None
        return quote.place

    def head(self, article: str, at: int) -> None:
        """Take in that the article begins here: 第十二条 at the head of a line."""
        quote = self._quotes[-1] if self._quotes and at - self._quotes[-1].opened < 4 else None
        if quote and quote.place:
            quote.place = Place(quote.place.target, article)
            return
        self.rule_like = self.rule_like or not self.amending
        self._article = article
        line_end = self.text.find("\n", at)
        self._line_end = line_end if line_end >= 0 else len(self.text)

    def article(self, at: int) -> str | None:
        """Return the article of this document in which `at` stands.

        Where the caller has named it, headings hold for their own line only: a text may be two
        paragraphs of one rule, the first with its number and the other without.
        """
        if self.document.article is not None and at > self._line_end:
            return self.document.article
        return self._article or self.document.article

    def here(self, at: int) -> Place | None:
        """Return what 本条 and 前款 at `at` count from."""
        if place := self.quoted(at):
            return place
        if self.amending and self.latest and self.latest.target:
            return Place(self.latest.target, self.latest.article)
        if self.rule_like:
            return Place(SELF, self.article(at))
        if self.latest and self.latest.target and self.latest.article:
            return Place(self.latest.target, self.latest.article)
        return None

    def bare(self, at: int) -> Place | None:
        """Return to which rule, and for a 款 to which article, a list without name at `at` belongs."""
        if place := self.quoted(at):
            return place
        latest = self.latest
        chain = self.grammar.patterns["chain"]
        if latest and at - latest.end <= 24 and chain.match(self.text[latest.end : at]):
            return Place(latest.target, latest.article) if latest.target else None
        if self.rule_like and not self.amending:
            return Place(SELF, self.article(at))
        if latest:
            return Place(latest.target, latest.article) if latest.target else None
        return self._amended(at) if self.amending else None

    def _amended(self, at: int) -> Place:
        """Return the rule that the document changes, by its title; itself if that names none."""
        named = self.grammar.patterns["amended"].search(self.document.title or "")
        name = next(filter(None, named.groups()), None) if named else None
        return Place(name, None) if name else Place(SELF, self.article(at))

    def own(self, noun: str, at: int) -> str:
        """Return whose 本法 stands at `at`: a quoted rule's, or this document's."""
        place = self.quoted(at)
        if place and place.target != SELF:
            return place.target
        title = self.document.title
        if title and not self.rule_like and noun in self._by_noun:
            return self._by_noun[noun]
        return SELF

    def that(self, noun: str, at: int) -> str | None:
        """Return the rule of this kind that was named last: 该条例."""
        if name := self._mentioned(noun, at) or self._by_noun.get(noun):
            return name
        if self.latest and self.latest.target != SELF:
            return self.latest.target
        return next((name for name in self.in_title() if self.noun(name) == noun), None)

    def _mentioned(self, noun: str, at: int) -> str | None:
        """Return the known rule that was named since the last citation: 自预算法施行之日起，该法第三条."""
        low = max(self.latest.end if self.latest else 0, at - _MENTION)
        while (place := self.text.rfind(noun, low, at)) >= 0:
            end = place + len(noun)
            for names in self.known:
                if name := names.ending(self.text[low:end]):
                    return self.resolve(name)
            at = end - 1
        return None

    def in_title(self) -> Iterator[str]:
        """Yield the rules that the title of the document names, the last one first."""
        for found in reversed(
            list(self.grammar.patterns["NAME"].finditer(self.document.title or ""))
        ):
            yield bracketed_name(found.group(), 0, self.grammar).text

    def declares(self, at: int) -> bool:
        """Whether `at` stands in the brackets that declare a short name."""
        return bool(self._coming) and self._coming[-1].opening <= at

    def near(self, at: int) -> Latest | None:
        """Return what was cited last, if that was not long ago; it has provisions."""
        latest = self.latest
        if latest is None or latest.target is None:
            return None
        provisions = latest.provisions
        if latest.end == at:
            provisions = provisions or self._cited.get(latest.target, ())
        near = provisions and at - latest.end <= _NEAR
        return replace(latest, provisions=provisions) if near else None

    def resolve(self, name: str) -> str:
        """Return what a name stands for: a short name its rule, 《条例》 the one named before."""
        if name in self._declared:
            return self._declared[name]
        if self.grammar.patterns["own_name"].fullmatch(name):
            return SELF
        if self.grammar.patterns["noun_only"].fullmatch(name):
            return self._by_noun.get(self.noun(name) or "", name)
        return name

    def version(self, name: str) -> str | None:
        """Return the version for which a short name was declared."""
        return self._versions.get(name)

    def inherited(self, target: str) -> str | None:
        """Return the version that words without a name mean: that of the citation before."""
        latest = self.latest
        return latest.version if latest and latest.target == target else None

    @property
    def alone(self) -> frozenset[str]:
        """Nouns that need nothing before them to be a name: a rule of that kind was named."""
        return self.grammar.alone & self._by_noun.keys()

    def noun(self, name: str) -> str | None:
        """Return the noun that ends a name: 条例 of 处分条例（试行）."""
        found = self.grammar.patterns["ending"].search(name)
        return found[1] if found else None

    def add(self, citation: Citation) -> None:
        """Take in a citation."""
        self.citations.append(citation)
        if citation.kind is not Kind.PART:
            self.latest = Latest(
                citation.target, citation.provisions, citation.end, citation.version
            )
        if citation.provisions:
            self._cited[citation.target] = citation.provisions
        noun = self.noun(citation.target)
        if noun and citation.kind in {Kind.NAMED, Kind.PLAIN}:
            self._by_noun[noun] = citation.target

    def reject(self, end: int) -> None:
        """Take in that articles of something that is no rule were named."""
        self.latest = Latest(None, (), end)
