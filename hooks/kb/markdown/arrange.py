"""The converted page put into its form: articles, steps, items, and the table of contents.

Works on the element tree that Python-Markdown has made, once, after inline processing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count, takewhile
from xml.etree import ElementTree as etree

from kb.address import Address
from kb.headings import FIELD, HeadingIds
from kb.kinds import Kind
from kb.markdown.backlinks import add_counterparts, backlinks, counterparts
from kb.markdown.flow import drawing
from kb.markdown.links import Links
from kb.provisions import ARTICLE, ITEM, find_provisions, provision_label
from kb.site import Case, Procedure

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOX = "[ ] "
_INNER = "\ufffc"
"""Stands for what follows the opening words of a paragraph: a link, say."""
_ITEM, _OF_ITEM = "kb-item", "kb-of-item"
"""A 项, and a paragraph or a part (目) of one."""
_PARTS = ("done-", "problem-", "plan-", "term-")


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the table of contents."""

    id: str
    title: str
    level: int
    children: tuple["TocEntry", ...] = ()


def arrange(root: etree.Element, links: Links) -> tuple[TocEntry, ...]:
    """Give `root` the form of its kind of page; return its table of contents."""
    ids = HeadingIds(links.page.kind)
    for heading in root:
        if heading.tag in _HEADINGS and (address := ids.feed(_words(heading), heading.get("id"))):
            heading.set("id", address)
    if form := _FORMS.get(links.page.kind):
        root[:] = form(list(root), links)
    entries = list(_entries(root))
    for heading in root:
        if heading.tag in _HEADINGS and "id" in heading.attrib:
            heading.append(copy_link(heading.attrib["id"], _words(heading)))
    boxes = count(1) if links.page.kind is Kind.MEETING else None
    for items in root.iter("ul"):
        _checklist(items, boxes)
    for table in list(root.iter("table")):
        _wrap(table)
    return _nest(entries)


def _words(element: etree.Element) -> str:
    return "".join(element.itertext()).strip()


def _entries(root: etree.Element) -> Iterator[TocEntry]:
    """Yield what can be addressed in `root`: headings, and parts by their own heading."""
    for element in root:
        heading = next((inner for inner in element.iter() if inner.tag in _HEADINGS), None)
        if heading is not None and "id" in element.attrib:
            yield TocEntry(element.attrib["id"], _words(heading), _HEADINGS[heading.tag])


def copy_link(anchor: str, title: str) -> etree.Element:
    """Return the link that a reader copies: an ordinary link, so that it works without scripts."""
    attributes = {"class": "kb-copy", "href": f"#{anchor}", "aria-label": f"复制“{title}”的链接"}
    link = etree.Element("a", attributes)
    link.text = "链接"
    return link


def _rule(elements: list[etree.Element], links: Links) -> list[etree.Element]:
    """Return the page of a rule: every article a section, its parts with their addresses."""
    arranged, level = list[etree.Element](), 1
    article: etree.Element | None = None
    blocks = [_block(element) for element in elements]
    found = find_provisions(blocks)
    for element, text, provision in zip(elements, blocks, found, strict=True):
        if text is None:
            article, level = None, _HEADINGS[element.tag]
        elif provision is not None and (opening := ARTICLE.match(text)):
            article = etree.Element("section", {"class": "kb-article", "id": provision.id})
            article.append(_article_head(provision.id, provision.label, level + 1))
            arranged.append(article)
            element.set("id", f"{provision.id}-p1")
            element.text = (element.text or "")[opening.end() :]
        elif provision is not None:
            element.set("id", provision.id)
            if ITEM.match(text):
                element.set("class", _ITEM)
        elif text and article is not None and article[-1].get("class") in {_ITEM, _OF_ITEM}:
            element.set("class", _OF_ITEM)
        (arranged if article is None else article).append(element)
    for section in arranged:
        if section.tag == "section":
            _finish_article(section, links)
    return arranged


def _block(element: etree.Element) -> str | None:
    """Return an element as `find_provisions` takes it."""
    if element.tag in _HEADINGS:
        return None
    return f"{element.text or ''}{_INNER if len(element) else ''}" if element.tag == "p" else ""


def _finish_article(article: etree.Element, links: Links) -> None:
    """Make each 款 and 项 of a longer article a place to point at; add what other pages say."""
    parts = [element for element in article if element.tag == "p" and "id" in element.attrib]
    if len(parts) > 1:
        for part in parts:
            _link_part(part)
    anchor, label = article.attrib["id"], _words(article[0][0])
    article.extend((*counterparts(anchor, links), *backlinks(anchor, label, links)))


def _link_part(part: etree.Element) -> None:
    """Put a link to itself at a 款 or 项: round the number of an item, behind a paragraph."""
    anchor, text = part.attrib["id"], part.text or ""
    attributes = {"href": f"#{anchor}", "aria-label": f"引用{provision_label(anchor)}"}
    if found := ITEM.match(text):
        link = etree.Element("a", {"class": "kb-item-link"} | attributes)
        link.text, link.tail, part.text = found.group(), text[found.end() :], ""
        part.insert(0, link)
    else:
        etree.SubElement(part, "a", {"class": "kb-paragraph-link"} | attributes).text = "¶"


def _article_head(anchor: str, label: str, level: int) -> etree.Element:
    head = etree.Element("div", {"class": "kb-article-head"})
    number = etree.SubElement(head, f"h{level}", {"class": "kb-article-number"})
    number.text = label
    head.append(copy_link(anchor, label))
    return head


def _procedure(elements: list[etree.Element], links: Links) -> list[etree.Element]:
    """Return the page of a procedure: every step folds open to its fields."""
    arranged: list[etree.Element] = []
    for heading, body in _groups(
        elements, lambda element: element.get("id", "").startswith("step-")
    ):
        if heading is None:
            arranged.extend(body)
            continue
        anchor = heading.attrib.pop("id")
        number, _, title = (heading.text or "").replace(" ", "\u3000").partition("\u3000")
        step = etree.Element("details", {"class": "kb-step", "id": anchor, "open": "open"})
        summary = etree.SubElement(step, "summary")
        etree.SubElement(summary, "span", {"class": "kb-step-number"}).text = number
        heading.text = title
        summary.append(heading)
        step.extend(_fields(element) if element.tag == "ul" else element for element in body)
        etree.SubElement(step, "p", {"class": "kb-step-tools"}).append(copy_link(anchor, number))
        step.extend(backlinks(anchor, number, links))
        arranged.append(step)
    if isinstance(links.page, Procedure):
        last = max(place for place, one in enumerate(arranged) if one.get("class") == "kb-step")
        arranged.insert(last + 1, drawing(links.page))
    return arranged


def _items(elements: list[etree.Element], links: Links) -> list[etree.Element]:
    """Return a page whose items (of a year, or terms) are sections with fields."""
    arranged: list[etree.Element] = []
    for heading, body in _groups(
        elements, lambda element: element.get("id", "").startswith(_PARTS)
    ):
        if heading is None:
            arranged.extend(body)
            continue
        attributes = {"class": "kb-part", "id": heading.attrib.pop("id")}
        section = etree.Element("section", attributes)
        section.append(heading)
        section.extend(_fields(element) if element.tag == "ul" else element for element in body)
        arranged.append(section)
    return arranged


def _case(elements: list[etree.Element], links: Links) -> list[etree.Element]:
    """Return the page of a case, with the table of acts and articles in its place."""
    page = links.page
    if not isinstance(page, Case):
        return elements
    arranged: list[etree.Element] = []
    for element in elements:
        arranged.append(element)
        if element.get("id") == "violated":
            arranged.append(_violations(page, links))
            arranged.append(_failed_steps(page, links))
    return arranged


def _violations(case: Case, links: Links) -> etree.Element:
    table = etree.Element("table", {"class": "kb-violations"})
    head = etree.SubElement(etree.SubElement(table, "thead"), "tr")
    for title in ("行为", "违反"):
        etree.SubElement(head, "th", {"scope": "col"}).text = title
    body = etree.SubElement(table, "tbody")
    for violation in case.meta.violated:
        row = etree.SubElement(body, "tr")
        etree.SubElement(row, "td").text = violation.act
        row.append(_link_list("td", violation.articles, links))
    return table


def _failed_steps(case: Case, links: Links) -> etree.Element:
    aside = etree.Element("div", {"class": "kb-failed"})
    etree.SubElement(aside, "strong").text = "错在哪一步"
    aside.append(_link_list("div", case.meta.failed_steps, links))
    return aside


def _link_list(tag: str, addresses: Iterable[str], links: Links) -> etree.Element:
    holder = etree.Element(tag)
    items = etree.SubElement(holder, "ul", {"class": "kb-links"})
    for text in addresses:
        address = Address.parse(text)
        if address is not None:
            item = etree.SubElement(items, "li")
            item.append(links.to(address))
            if later := links.versions.current(address.section):
                now = etree.SubElement(item, "span", {"class": "kb-now"})
                add_counterparts(now, "修订后为", later, links)
    return holder


def _fields(items: etree.Element) -> etree.Element:
    """Return the list `items` as names and contents where its lines are 「名称：内容」."""
    pairs = [(item, FIELD.match(item.text or "")) for item in items]
    if not all(found for _, found in pairs):
        return items
    fields = etree.Element("dl", {"class": "kb-fields"})
    for item, found in pairs:
        if found is None:
            continue
        pair = etree.SubElement(fields, "div")
        etree.SubElement(pair, "dt").text = found["name"]
        content = etree.SubElement(pair, "dd")
        content.text = found["text"]
        content.extend(item)
    return fields


def _groups(
    elements: list[etree.Element], begins: Callable[[etree.Element], bool]
) -> Iterable[tuple[etree.Element | None, list[etree.Element]]]:
    """Yield each heading for which `begins` holds with what follows it; the rest with None."""
    rest = elements
    while rest:
        body = list(takewhile(lambda element: element.tag not in _HEADINGS, rest[1:]))
        if rest[0].tag in _HEADINGS and begins(rest[0]):
            yield rest[0], body
        else:
            yield None, [rest[0], *body]
        rest = rest[1 + len(body) :]


def _checklist(items: etree.Element, boxes: Iterator[int] | None) -> None:
    """Make a list whose lines begin with `[ ]` a checklist: a box to tick on paper.

    With `boxes`, the numbers that they get, each can be ticked on screen too.
    """
    lines = [item.text or "" for item in items]
    if lines and all(line.startswith(_BOX) for line in lines):
        items.set("class", "kb-checklist")
        for item, line in zip(items, lines, strict=True):
            item.text = line.removeprefix(_BOX)
            if boxes is not None:
                _tickable(item, next(boxes))


def _tickable(item: etree.Element, number: int) -> None:
    """Put a box in front of an item, and the rest into its label, from which links still lead."""
    label = etree.Element("label")
    box = etree.SubElement(label, "input", {"type": "checkbox", "data-kb-tick": f"c{number}"})
    box.tail, item.text = item.text, None
    label.extend(item)
    item[:] = [label]


def _wrap(table: etree.Element) -> None:
    """Put `table` into a box that scrolls by itself on a narrow screen."""
    # A class of its own keeps Material's script from wrapping the table once more.
    inner = etree.Element("table", {"class": "kb-plain-table"} | table.attrib)
    inner.extend(table)
    inner.text = table.text
    table.tag, table[:], table.text = "div", [inner], None
    table.attrib.clear()
    table.attrib.update({"class": "kb-table", "tabindex": "0", "role": "region"})
    table.set("aria-label", "表格")


def _nest(entries: list[TocEntry]) -> tuple[TocEntry, ...]:
    """Return the entries as a tree by their levels."""
    nested: list[TocEntry] = []
    index = 0
    while index < len(entries):
        entry, end = entries[index], index + 1
        while end < len(entries) and entries[end].level > entry.level:
            end += 1
        nested.append(replace(entry, children=_nest(entries[index + 1 : end])))
        index = end
    return tuple(nested)


_Form = Callable[[list[etree.Element], Links], list[etree.Element]]
_FORMS: Mapping[Kind, _Form] = {
    Kind.RULE: _rule,
    Kind.PROCEDURE: _procedure,
    Kind.CASE: _case,
    Kind.ANNUAL: _items,
    Kind.PAGE: _items,
}
