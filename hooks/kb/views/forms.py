"""What the pages show of blank forms: who asks for each, where it is, what it looks like."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.address import CODE, Address
from kb.forms.pages import INDEX, PRINTED, file_name, file_url, form_of, form_url
from kb.labels import label
from kb.linking.mentions import LinkGraph
from kb.model import CUSTOM, Form, FormRow
from kb.site import Meeting, Procedure, Site
from kb.views.frame import Link

GRID, NAME = 12, 2
"""Columns on which the lines of a form are set, and those of them that a name takes."""
_PREVIEW = 5


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form in a list."""

    title: Link
    file: Link
    """Its file, in words: Word or Excel."""
    name: str
    """Under which the file is saved."""
    purpose: str
    basis: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FormView:
    """What the page of a form shows."""

    form: Form
    line: FormLine
    used: tuple[Link, ...]
    """The occasions that bring it along."""
    spans: tuple[int, ...]
    """For each line of the form the columns of the grid that the room beside a name takes."""
    words: tuple[tuple[Link, ...], ...]
    """For each line what is printed in that room."""
    notes: tuple[tuple[Link, ...], ...]
    blank: int
    """Empty lines that the page shows of a list."""


def form_lines(site: Site, forms: Iterable[Form]) -> tuple[FormLine, ...]:
    """Return lines for those of the `forms` that have a page in this edition."""
    return tuple(_line(site, form) for form in forms if INDEX in site.by_src)


def form_view(site: Site, src: str) -> FormView | None:
    """Return what the page of a form at `src` shows; None if it is no such page."""
    form = form_of(site, src)
    if form is None:
        return None
    used = tuple(
        Link(f"{one.meta.code}\u3000{one.meta.title}", one.url)
        for one in site.of(Meeting)
        if form.id in one.meta.forms
    )
    return FormView(
        form,
        _line(site, form),
        used,
        tuple(room(row) for row in form.rows),
        tuple(printed(site, row.text) for row in form.rows),
        tuple(printed(site, note) for note in form.notes),
        min(form.blank, _PREVIEW),
    )


def forms_of_procedure(site: Site, graph: LinkGraph, procedure: Procedure) -> tuple[FormLine, ...]:
    """Return the forms that a step of `procedure` asks for, or an article that it rests on."""
    cited = {one.target.section for one in graph.by_page.get(procedure.source.src, ())}
    wanted = []
    for form in site.forms:
        addresses = list(filter(None, map(Address.parse, form.basis)))
        steps = any(one.record == procedure.meta.id for one in addresses)
        if steps or any(one.section in cited for one in addresses if one.anchor):
            wanted.append(form)
    return form_lines(site, wanted)


def printed(site: Site, text: str) -> tuple[Link, ...]:
    """Return the words of a form, with the names of rules for codes: 《…条例》第九十七条."""
    runs: list[Link] = []
    end = 0
    for found in PRINTED.finditer(text):
        code = CODE.fullmatch(found[1])
        address = site.decode(code) if code else None
        if address is None:
            continue
        runs.append(Link(text[end : found.start()]))
        record = site.records[address.record]
        url = f"{record.url}#{address.anchor}" if address.anchor else record.url
        runs.append(Link(label(site, address), url))
        end = found.end()
    return tuple(run for run in (*runs, Link(text[end:])) if run.text)


def basis_links(site: Site, basis: Iterable[str]) -> Iterator[Link]:
    """Yield what asks for a thing: places of this edition, and 本单位惯例."""
    for text in basis:
        address = Address.parse(text)
        if text == CUSTOM:
            yield Link(CUSTOM)
        elif address is not None and site.has(address):
            record = site.records[address.record]
            anchor = f"#{address.anchor}" if address.anchor else ""
            yield Link(f"{label(site, address)}", f"{record.url}{anchor}")


def room(row: FormRow) -> int:
    """Return how many columns of the grid are left beside each name of a line of a form."""
    return GRID // max(1, len(row.cells)) - NAME


def _line(site: Site, form: Form) -> FormLine:
    return FormLine(
        Link(form.title, form_url(form)),
        Link(form.file, file_url(form)),
        file_name(form),
        form.purpose,
        tuple(basis_links(site, form.basis)),
    )
