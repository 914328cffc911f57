"""What the pages for training show, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kb.forwarding import code_url
from kb.inputs import Audience, BuildInputs
from kb.qr import qr_svg
from kb.site import Case, Rule, Site
from kb.training.cases import case_outline
from kb.training.fitting import Slide, slides
from kb.training.outline import Material, Outline, Part, cited_rules, version
from kb.training.pages import Subject
from kb.training.topics import topic_outline
from kb.views.frame import Link, chinese_date
from kb.views.training import forms

_MOST_RULES = 3


@dataclass(frozen=True, slots=True)
class Stamped:
    """A slide with what stands at its foot."""

    slide: Slide
    stamp: str


@dataclass(frozen=True)
class Shown:
    """One outline in an edition: slides and handout take from it what they show."""

    site: Site
    inputs: BuildInputs
    outline: Outline

    @property
    def said(self) -> tuple[object, ...]:
        """All that the data and the PowerPoint file are made of."""
        one = self.outline
        subject = one.subject.key, one.subject.page.url
        return (*subject, one.code, one.title, self.slides, self.address, self.qr, self.inputs)

    @cached_property
    def slides(self) -> tuple[Stamped, ...]:
        """The slides, each with its stamp."""
        return tuple(Stamped(one, self._stamp(one)) for one in slides(self.outline))

    @property
    def parts(self) -> tuple[Part, ...]:
        """What the handout shows."""
        return self.outline.parts

    @property
    def stamp(self) -> str:
        """What stands at the foot of the whole."""
        return self._foot(self.outline.rules)

    @property
    def marks(self) -> tuple[str, ...]:
        """What must be said of the words: 草稿, 未审定, the edition."""
        return marks(self.inputs, unapproved=self.outline.unapproved)

    @property
    def address(self) -> str:
        """Where the subject is found: an address, or how to get there where none is known."""
        if self.inputs.base_url:
            return self.inputs.base_url + self._short
        code = self.outline.code
        return f"在知识库里输入编号{code}" if code else f"知识库的专题“{self.outline.title}”"

    @property
    def qr(self) -> str:
        """The QR code of the address, as SVG; empty where the unit wants none."""
        return qr_svg(self.address) if self.inputs.qr else ""

    @property
    def back(self) -> Link:
        """The page that the outline is made from."""
        return Link(self.outline.title, self.outline.subject.page.url)

    @property
    def other(self) -> tuple[Link, Link, Link]:
        """Slides, handout and file."""
        return forms(self.outline.subject)

    @property
    def _short(self) -> str:
        code = self.outline.code
        return code_url(code) if code else self.outline.subject.page.url

    def _stamp(self, slide: Slide) -> str:
        own = cited_rules(self.site, [Part(slide.part, slide.lines)])
        return self._foot(own or self.outline.rules)

    def _foot(self, rules: Iterable[Rule]) -> str:
        named = [version(rule) for rule in rules]
        versions = "、".join(named[:_MOST_RULES])
        versions += f"等{len(named)}项" if len(named) > _MOST_RULES else ""
        name = self.outline.code or self.outline.title
        based = [f"依据{versions}"] if versions else []
        as_of = f"依据截至{chinese_date(self.inputs.date)}"
        return "　".join([name, *based, as_of, *self.marks])


def shown(material: Material, inputs: BuildInputs, subject: Subject) -> Shown:
    """Return what the pages of `subject` show."""
    if isinstance(subject.page, Case):
        outline = case_outline(material, subject, subject.page)
    else:
        outline = topic_outline(material, subject, inputs.date)
    return Shown(material.site, inputs, outline)


def general_stamp(inputs: BuildInputs, *, unapproved: bool) -> str:
    """Return what stands at the foot of what belongs to no one subject."""
    as_of = f"依据截至{chinese_date(inputs.date)}"
    return "　".join([as_of, *marks(inputs, unapproved=unapproved)])


def marks(inputs: BuildInputs, *, unapproved: bool) -> tuple[str, ...]:
    """Return the words that stamp every sheet: 草稿, 未审定, the edition."""
    found = ["草稿"] if inputs.draft else []
    found += ["未审定"] if unapproved else []
    found += [f"{inputs.edition}版"] if inputs.edition is not Audience.EVERYONE else []
    return tuple(found)
