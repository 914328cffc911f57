"""Finding citations: a scan for where one may begin, then the grammar, there and only there."""

import re
from collections.abc import Callable

from kb.citations.context import Place, Reading
from kb.citations.grammar import Piece, load_grammar
from kb.citations.model import SELF, Citation, DocumentContext, Kind, Provision
from kb.citations.names import bracketed_name, plain_name, version_before, version_in_note
from kb.citations.provisions import read_provisions
from kb.numerals import article_before, parse_article, parse_numeral

_Form = Callable[[Reading, int], int]
"""Tries one form at an offset; adds what it finds and returns where it ended, or -1."""
_CRIMES = "刑法"
"""Whose article stands behind the name of a crime: 盗窃罪（第二百六十四条）."""


def find_citations(text: str, *, document: DocumentContext | None = None) -> list[Citation]:
    """Return all citations in `text`, in order.

    依照《监察法》第三十一条 gives one with the target 监察法 and the provision 31. Code, links and
    HTML are the caller's to mask; offsets are those of `text`.
    """
    grammar = load_grammar()
    reading = Reading.of(text, document or DocumentContext(), grammar)
    search = grammar.patterns["anchor"].search
    found = search(text)
    while found:
        start = end = found.start()
        reading.reach(start)
        for form in _FORMS.get(text[start], (_numbered,)):
            end = form(reading, start)
            if end >= 0:
                break
        found = search(text, max(end, start + 1))
    return reading.citations


def _named(reading: Reading, start: int) -> int:
    """《监察法》（2018年）第七十条; a name alone counts if a rule may bear it."""
    grammar, text = reading.grammar, reading.text
    pieces: list[Piece] = []
    end = grammar.matchers["named"](text, start, pieces)
    if end < 0:
        return -1
    name = bracketed_name(pieces[0][1], start, grammar)
    provisions = read_provisions(pieces)
    end = end if provisions else start + len(pieces[0][1])
    notes = [words.strip(grammar.spaces) for token, words in pieces if token == "NOTE"]
    title = name.text
    if notes and grammar.patterns["note_number"].match(notes[0]):
        title += notes[0]
    target = reading.resolve(title)
    if grammar.patterns["no_rule_title"].search(target):
        if provisions:
            reading.reject(end)
        return end
    rule = target != SELF and grammar.patterns["rule_title"].search(target)
    if not provisions and (not rule or reading.declares(start)):
        return end
    version = name.version or version_before(text, start, grammar)
    version = version or version_in_note("".join(notes), grammar) or reading.version(title)
    reading.add(Citation(start, end, target, provisions, Kind.NAMED, version))
    return end


def _own(reading: Reading, start: int) -> int:
    """本法第十条, 本规定第三章."""
    if _belongs_to_left(reading, start):
        return -1
    pieces: list[Piece] = []
    end = reading.grammar.matchers["own"](reading.text, start, pieces)
    if end < 0:
        return -1
    target = reading.own(reading.noun(pieces[0][1].strip("》")) or "", start)
    return _add(reading, start, end, target, read_provisions(pieces), Kind.OWN)


def _that(reading: Reading, start: int) -> int:
    """该条例第五条, 同法第六条."""
    if _belongs_to_left(reading, start):
        return -1
    pieces: list[Piece] = []
    end = reading.grammar.matchers["that"](reading.text, start, pieces)
    if end < 0:
        return -1
    target = reading.that(reading.noun(pieces[0][1].strip("》")) or "", start)
    if target is None:
        return end
    return _add(reading, start, end, target, read_provisions(pieces), Kind.THAT)


def _its(reading: Reading, start: int) -> int:
    """其实施条例第六条, after a citation of 预算法."""
    pieces: list[Piece] = []
    end = reading.grammar.matchers["its"](reading.text, start, pieces)
    if end < 0 or reading.latest is None:
        return end
    rule = reading.latest.target
    rule = reading.document.title if rule == SELF else rule
    if rule is None:
        return end
    target = rule + pieces[0][1][1:].strip("《》")
    return _add(reading, start, end, target, read_provisions(pieces), Kind.THAT)


def _above(reading: Reading, start: int) -> int:
    """上述规定: once more what was just cited."""
    latest = reading.near(start)
    end = reading.grammar.matchers["above"](reading.text, start, [])
    if latest is None or latest.target is None or end < 0:
        return end
    return _add(reading, start, end, latest.target, latest.provisions, Kind.RELATIVE)


def _same(reading: Reading, start: int) -> int:
    """该条, 该款第二项: of what was just cited."""
    latest = reading.near(start)
    pieces: list[Piece] = []
    end = reading.grammar.matchers["same"](reading.text, start, pieces)
    if latest is None or latest.target is None or end < 0:
        return end
    if len(pieces) == 1 and _counts_things(reading, end):
        return end
    last = latest.provisions[-1]
    unit = pieces[0][1][-1]
    last = Provision(last.article, None if unit == "条" else last.paragraph)
    provisions = read_provisions(pieces[1:], [last], last.article)
    return _add(reading, start, end, latest.target, provisions, Kind.RELATIVE)


def _here(reading: Reading, start: int) -> int:
    """本条第一款, 本款规定."""
    if _belongs_to_left(reading, start):
        return -1
    pieces: list[Piece] = []
    end = reading.grammar.matchers["here"](reading.text, start, pieces)
    place = reading.here(start)
    if end < 0 or place is None or place.article is None:
        return end
    if len(pieces) == 1 and _counts_things(reading, end):
        return end
    provisions = read_provisions(pieces[1:], [Provision(place.article)], place.article)
    return _add(reading, start, end, place.target, provisions, Kind.RELATIVE)


def _before(reading: Reading, start: int) -> int:
    """前款第（二）项, 前两条: counted from where the words stand."""
    pieces: list[Piece] = []
    end = reading.grammar.matchers["before"](reading.text, start, pieces)
    place = reading.here(start)
    if end < 0 or place is None or place.article is None:
        return end
    words = pieces[0][1]
    patterns = reading.grammar.patterns
    if len(pieces) == 1 and patterns["numbered_before"].match(words):
        sure = reading.rule_like and not words.endswith("项")
        after = patterns["after" if sure else "after_strong"]
        if _counts_things(reading, end) or not after.match(reading.text, end):
            return end
    count = parse_numeral(words[1:-1].replace("述", "")) if words[1:-1].strip("述") else 1
    articles: list[str | None] = [place.article]
    if words.endswith("条"):
        articles = [article_before(place.article, back) for back in range(count, 0, -1)]
    first = [Provision(article) for article in articles if article]
    if not first:
        return end
    provisions = read_provisions(pieces[1:], first, first[-1].article)
    return _add(reading, start, end, place.target, provisions, Kind.RELATIVE)


def _belongs_to_left(reading: Reading, start: int) -> bool:
    """Whether the 本 or 同 at `start` ends a word: 基本法, 合同条例."""
    before = reading.text[max(0, start - 2) : start]
    return bool(reading.grammar.patterns["own_not_after"].search(before))


def _counts_things(reading: Reading, end: int) -> bool:
    """Whether what follows is a thing that is counted or owned: 前三条经验."""
    return bool(reading.grammar.patterns["after_never"].match(reading.text, end))


def _bare(reading: Reading, start: int) -> int:
    """第二十二条 without a name: after a name without title marks, or the context's."""
    heading = _heading(reading, start)
    if heading >= 0:
        return heading
    if (end := _plain(reading, start)) >= 0:
        return end
    pieces: list[Piece] = []
    end = reading.grammar.matchers["bare"](reading.text, start, pieces)
    if end < 0:
        return -1
    place = _bare_place(reading, start, end, pieces)
    if place is None:
        return end
    provisions = read_provisions(pieces, (), place.article)
    if not provisions:
        return end
    before = reading.text[max(0, start - 12) : start]
    version = reading.grammar.patterns["version_alone"].search(before)
    return _add(
        reading, start, end, place.target, provisions, Kind.BARE, version[1] if version else None
    )


def _heading(reading: Reading, start: int) -> int:
    """Return where the number ends that opens a paragraph, or -1."""
    patterns, text = reading.grammar.patterns, reading.text
    if start and not patterns["heading"].search(text[max(0, start - 12) : start]):
        return -1
    number = patterns["heading_number"].match(text, start)
    if number is None or patterns["heading_goes_on"].match(text, number.end()):
        return -1
    reading.head(parse_article(re.sub("[ \u3000]", "", number.group())), start)
    return number.end()


def _plain(reading: Reading, start: int) -> int:
    """监察法第三十一条."""
    floor = reading.citations[-1].end if reading.citations else 0
    name = plain_name(
        reading.text, start, min(floor, start), reading.grammar, reading.known, reading.alone
    )
    pieces: list[Piece] = []
    if name is None:
        return -1
    end = reading.grammar.matchers["plain"](reading.text, start, pieces)
    if end < 0:
        return -1
    target = reading.resolve(name.text)
    if reading.grammar.patterns["no_rule_title"].search(target):
        reading.reject(end)
        return end
    version = name.version or reading.version(name.text)
    return _add(reading, name.start, end, target, read_provisions(pieces), Kind.PLAIN, version)


def _numbered(reading: Reading, start: int) -> int:
    """政务处分法33条: 第 left out."""
    start += 1
    arabic = reading.text[start] in "0123456789０１２３４５６７８９"
    name = plain_name(reading.text, start, 0, reading.grammar, reading.known)
    if name is None or not (arabic or any(name.text in names for names in reading.known)):
        return -1
    return _plain(reading, start)


def _bare_place(reading: Reading, start: int, end: int, pieces: list[Piece]) -> Place | None:
    """Return whose provisions stand here, if the words around allow that they are any."""
    patterns, text = reading.grammar.patterns, reading.text
    before = text[max(0, start - 12) : start]
    if patterns["after_never"].match(text, end) or patterns["before_never"].search(before):
        return None
    if patterns["crime"].search(before):
        return Place(_CRIMES, None)
    if patterns["cell"].search(before) and (name := next(reading.in_title(), None)):
        return Place(name, None)
    strong = bool(patterns["before_strong"].search(before))
    weak = strong or reading.rule_like or bool(patterns["before_weak"].search(before))
    after_strong = bool(patterns["after_strong"].match(text, end))
    after = after_strong or bool(patterns["after"].match(text, end))
    if any(token.startswith("ARTICLE") for token, _ in pieces):
        after = after_strong or (after and bool(patterns["before_weak"].search(before)))
        allowed = strong or (weak and after)
    else:
        allowed = (weak and after_strong) or (strong and after)
    return reading.bare(start) if allowed else None


def _add(
    reading: Reading,
    start: int,
    end: int,
    target: str,
    provisions: tuple[Provision, ...],
    kind: Kind,
    version: str | None = None,
) -> int:
    kind = kind if provisions else Kind.PART
    if kind is not Kind.PLAIN:
        version = version or reading.inherited(target)
    reading.add(Citation(start, end, target, provisions, kind, version))
    return end


_FORMS: dict[str, tuple[_Form, ...]] = {
    "《": (_named,),
    "第": (_bare,),
    "本": (_own, _here),
    "该": (_that, _same),
    "同": (_that,),
    "上": (_that, _above),
    "前": (_that, _above, _before),
    "其": (_its,),
}
