"""Posts, the calendar and outlines: what they rest on must be here, in force, and for their readers."""

from collections.abc import Iterable, Iterator
from datetime import date

from kb.inputs import Audience
from kb.problem import Code, Problem
from kb.quiz import basis
from kb.site import Meeting, Rule, Site
from kb.yamltext import Loc, YamlText


def check_duties(site: Site, yaml: YamlText, day: date) -> Iterator[Problem]:
    """Yield what is wrong with `_data/roles.yml`, which `yaml` holds; `day` counts as today."""
    checker = _Checker(site, yaml, day)
    duties = site.duties
    for index, post in enumerate(duties.posts):
        loc: Loc = ("posts", index)
        yield from checker.bases(post.duties, (*loc, "duties"), post.audience)
        yield from checker.bases(post.upper, (*loc, "upper"), post.audience)
        for place, trace in enumerate(post.traces):
            yield from checker.bases(trace.basis, (*loc, "traces", place, "basis"), post.audience)
        yield from checker.words(post.levels, site.vocabulary.levels, (*loc, "levels"), "岗位层级")
        yield from checker.words(post.topics, tuple(site.topics), (*loc, "topics"), "专题")
    known = [post.id for post in duties.posts]
    for index, task in enumerate(duties.calendar):
        loc = ("calendar", index)
        yield from checker.bases(task.basis, (*loc, "basis"), task.audience)
        if task.meeting and not isinstance(site.codes.get(task.meeting), Meeting):
            message = f"没有编号为 {task.meeting} 的会前准备"
            yield yaml.problem((*loc, "meeting"), Code.DANGLING, message, "例如 meeting: HY-003")
        for post_id in task.posts:
            if post_id not in known:
                hint = f"可写：{'、'.join(known)}"
                message = f"没有岗位“{post_id}”"
                yield yaml.problem((*loc, "posts", post_id), Code.UNKNOWN_POST, message, hint)
    for index, tie in enumerate(duties.chain):
        yield from checker.bases(tie.basis, ("chain", index, "basis"), tie.audience)


def check_outlines(site: Site, yaml: YamlText, day: date) -> Iterator[Problem]:
    """Yield what is wrong with `_data/outlines.yml`, which `yaml` holds; `day` counts as today."""
    checker = _Checker(site, yaml, day)
    for index, outline in enumerate(site.outlines):
        for place, part in enumerate(outline.parts):
            for number, item in enumerate(part.items):
                loc: Loc = (index, "parts", place, "items", number, "basis")
                yield from checker.bases(item.basis, loc, outline.audience)


class _Checker:
    """What all entries are held against."""

    def __init__(self, site: Site, yaml: YamlText, day: date) -> None:
        self._site, self._yaml, self._day = site, yaml, day

    def bases(self, texts: Iterable[str], loc: Loc, audience: Audience) -> Iterator[Problem]:
        """Yield bases that are no article, not in force, or not for all that read the entry."""
        for index, text in enumerate(texts):
            place = (*loc, index)
            address = basis(self._site, text)
            if address is None:
                message = f"依据“{text}”不是站内的条文或者步骤"
                hint = "写到条或者步，例如 GZ-001-7、CX-003第二步"
                yield self._yaml.problem(place, Code.DUTY_BASIS, message, hint)
                continue
            record = self._site.records[address.record]
            if isinstance(record, Rule) and not record.in_force(self._day):
                message = f"依据“{text}”所在的版本已经失效"
                hint = "改为现行版本的条文"
                yield self._yaml.problem(place, Code.DUTY_NOT_IN_FORCE, message, hint)
            if not audience.holds(record.meta.audience):
                message = f"这一项给“{audience}”看，依据只给“{record.meta.audience}”看"
                hint = f"audience 写“{record.meta.audience}”，或者换一个依据"
                yield self._yaml.problem(place, Code.DUTY_AUDIENCE, message, hint)

    def words(
        self, used: Iterable[str], known: tuple[str, ...], loc: Loc, name: str
    ) -> Iterator[Problem]:
        """Yield words that are not in the vocabulary."""
        for index, word in enumerate(used):
            if word not in known:
                hint = f"可用的{name}：{'、'.join(known)}"
                message = f"词表里没有{name}“{word}”"
                yield self._yaml.problem((*loc, index), Code.UNKNOWN_TERM, message, hint)
