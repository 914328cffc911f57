"""要不要上会: ways that end nowhere or never, bands of amounts, what results rest on."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches

from kb.address import CODE, Address
from kb.deciding.model import DECIDE, Asked, Choice, Decisions, Outcome, Result
from kb.deciding.tree import Tree
from kb.inputs import Audience
from kb.model import Threshold
from kb.problem import Code, Problem
from kb.site import Procedure, Rule, Site
from kb.yamltext import Loc, YamlText


def check_decisions(
    site: Site, decisions: Decisions, yaml: YamlText, day: date
) -> Iterator[Problem]:
    """Yield everything wrong with the questions and results of `decisions`, which `yaml` holds.

    `day` counts as today.
    """
    tree = Tree(decisions, site.thresholds, site.not_yet)
    yield from _ends(tree, yaml)
    yield from _reached(tree, yaml)
    for index, question in enumerate(decisions.questions):
        if question.by_amount:
            yield from _bands(tree, question, ("questions", index), yaml)
    yield from _outcomes(site, decisions, yaml, day)
    for index, result in enumerate(decisions.results):
        loc: Loc = ("results", index)
        yield from check_basis(site, result.basis, (*loc, "basis"), yaml, day, DECIDE)
        yield from _procedures(site, result, loc, yaml)


def address_of(site: Site, text: str) -> Address | None:
    """Return the rule, article or step that `text` names, or None where it names none."""
    code = CODE.fullmatch(text.strip())
    address = site.decode(code) if code else Address.parse(text)
    return address if address is not None and site.has(address) else None


def check_basis(
    site: Site, basis: Iterable[str], loc: Loc, yaml: YamlText, day: date, index: str
) -> Iterator[Problem]:
    """Yield each basis that is not on the site, no longer in force, or for narrower readers.

    `index` is the page on which the basis is shown.
    """
    page = site.by_src.get(index)
    readers = page.meta.audience if page else Audience.LEADERS
    for place, text in enumerate(basis):
        address = address_of(site, text)
        message = hint = ""
        record = site.records[address.record] if address else None
        if record is None:
            message = f"依据“{text}”不是站内的规则、条文或者步骤"
            hint = "例如 GZ-004-8、zhengfu-caigou-fa-2014#art-26；没有核对条号的只写规则"
        elif isinstance(record, Rule) and not record.in_force(day):
            message = f"依据《{record.meta.title}》已经失效"
            hint = "改为引用现行的规则"
        elif not readers.holds(record.meta.audience):
            message = f"依据“{text}”只给“{record.meta.audience}”看，{index} 给“{readers}”看"
            hint = "换一个依据，或者改页面的 audience"
        if message:
            yield yaml.problem((*loc, place), Code.DECISION_BASIS, message, hint)


def _ends(tree: Tree, yaml: YamlText) -> Iterator[Problem]:
    """Yield ids that stand twice, and answers that lead nowhere or in a circle."""
    decisions = tree.decisions
    taken = {question.id for question in decisions.questions}
    for index, result in enumerate(decisions.results):
        if result.id in taken:
            message = f"“{result.id}”既是问题，又是结果"
            yield yaml.problem(("results", index, "id"), Code.DUPLICATE, message, "换一个标识")
    if tree.start is None:
        yield yaml.problem(("start",), Code.NO_WAY, *_nowhere(tree, decisions.start, "第一问"))
    circles = {(question.id, answer.id) for question, answer in tree.circles}
    for index, question in enumerate(decisions.questions):
        for place, answer in enumerate(question.answers):
            loc: Loc = ("questions", index, "answers", place, "next")
            if answer.next not in tree.nodes:
                yield yaml.problem(loc, Code.NO_WAY, *_nowhere(tree, answer.next, "下一问"))
            elif (question.id, answer.id) in circles:
                message = f"从“{answer.next}”又回到“{question.id}”，问不完"
                yield yaml.problem(loc, Code.NO_WAY, message, "每条路都要走到一个结果")
        for id, count in Counter(answer.id for answer in question.answers).items():
            if count > 1:
                loc = ("questions", index, "answers")
                message = f"回答“{id}”写了两次"
                yield yaml.problem(loc, Code.DUPLICATE, message, "同一问里，每个回答的 id 不同")


def _nowhere(tree: Tree, id: str, what: str) -> tuple[str, str]:
    near = get_close_matches(id, tree.nodes, 3, 0.5)
    hint = f"相近的有：{'、'.join(near)}" if near else "先在 questions 或者 results 里写上"
    return f"没有“{id}”这个{what}", hint


def _reached(tree: Tree, yaml: YamlText) -> Iterator[Problem]:
    """Yield questions and results to which no answer leads."""
    if tree.start is None:
        return
    ids = {
        "questions": [question.id for question in tree.decisions.questions],
        "results": [result.id for result in tree.decisions.results],
    }
    for key, nodes in ids.items():
        for index, id in enumerate(nodes):
            if id not in tree.connected:
                message = f"没有回答走到“{id}”"
                hint = "在一个回答的 next 里写上它，或者删掉"
                yield yaml.problem((key, index, "id"), Code.NOT_REACHED, message, hint)


def _bands(tree: Tree, question: Asked, loc: Loc, yaml: YamlText) -> Iterator[Problem]:
    """Yield amounts that two answers have, or none."""
    unknown = False
    for place, answer in enumerate(question.answers):
        for key, limit in (("at_least", answer.at_least), ("below", answer.below)):
            if limit and limit not in tree.thresholds:
                unknown = True
                message = f"额度标准表里没有“{limit}”"
                hint = f"可用：{'、'.join(tree.thresholds)}"
                yield yaml.problem((*loc, "answers", place, key), Code.BANDS, message, hint)
        if not answer.at_least and not answer.below:
            message = f"“{answer.text}”没有写金额段，同一问的其他回答写了"
            hint = "写 at_least（达到）或者 below（没有达到）；不按金额分的，另设一问"
            yield yaml.problem((*loc, "answers", place), Code.BANDS, message, hint)
            return
    if not unknown:
        yield from _joins(tree, question, loc, yaml)


def _joins(tree: Tree, question: Asked, loc: Loc, yaml: YamlText) -> Iterator[Problem]:
    """Walk up the bands from the lowest; yield the first place where they do not join."""
    left: list[tuple[int, Choice]] = list(enumerate(question.answers))
    limit: str | None = None
    amount = 0.0
    while True:
        here = [one for one in left if one[1].at_least == limit]
        words = f"达到“{limit}”" if limit else "最低一段"
        if len(here) != 1:
            place = (*loc, "answers", here[1][0], "at_least") if here else (*loc, "answers")
            fault = "有两个回答，金额重叠" if here else "没有回答，金额有空档"
            hint = "从低到高：below 写的额度，要有一个、也只有一个回答的 at_least 写它"
            yield yaml.problem(place, Code.BANDS, f"{words}的{fault}", hint)
            return
        at, answer = here[0]
        left.remove(here[0])
        if answer.below is None:
            break
        upper = tree.thresholds[answer.below]
        if limit and upper.unit != tree.thresholds[limit].unit:
            message = f"“{limit}”和“{answer.below}”的单位不同"
            yield yaml.problem((*loc, "answers", at, "below"), Code.BANDS, message)
            return
        if upper.confirmed and upper.amount is not None:
            if upper.amount <= amount:
                message = f"“{answer.text}”没有金额：{_amounts(tree, limit, upper)}"
                hint = "额度从低到高写；改了额度标准的，对照 thresholds.yml"
                yield yaml.problem((*loc, "answers", at, "below"), Code.BANDS, message, hint)
                return
            amount = upper.amount
        limit = answer.below
    for at, answer in left:
        message = f"“{answer.text}”的金额与别的回答重叠，或者接不上"
        hint = "从低到高：每个回答的 below 是下一个回答的 at_least"
        yield yaml.problem((*loc, "answers", at), Code.BANDS, message, hint)


def _amounts(tree: Tree, limit: str | None, upper: Threshold) -> str:
    lower = tree.thresholds[limit].amount if limit else 0
    return f"下限{lower:g}{upper.unit}，上限{upper.amount:g}{upper.unit}"


def _outcomes(site: Site, decisions: Decisions, yaml: YamlText, day: date) -> Iterator[Problem]:
    """Yield outcomes without a meaning or with two, and what is wrong with their basis."""
    meant = [meaning.outcome for meaning in decisions.outcomes]
    if decisions.unsettled:
        basis = decisions.unsettled.basis
        yield from check_basis(site, basis, ("unsettled", "basis"), yaml, day, DECIDE)
    for index, meaning in enumerate(decisions.outcomes):
        loc: Loc = ("outcomes", index)
        if meaning.outcome in meant[:index]:
            message = f"“{meaning.outcome}”写了两次"
            yield yaml.problem((*loc, "outcome"), Code.DUPLICATE, message, "每种去向只写一次")
        yield from check_basis(site, meaning.basis, (*loc, "basis"), yaml, day, DECIDE)
    for index, result in enumerate(decisions.results):
        for place, outcome in enumerate(result.outcomes):
            if outcome not in meant:
                message = f"“{outcome}”是什么意思没有写"
                hint = f"在 outcomes 里写一项 outcome: {outcome}"
                loc = ("results", index, "outcomes", place)
                yield yaml.problem(loc, Code.RESULT, message, hint)


def _procedures(site: Site, result: Result, loc: Loc, yaml: YamlText) -> Iterator[Problem]:
    """Yield procedures that do not exist, and categories that contradict them."""
    for place, id in enumerate(result.procedures):
        if not isinstance(site.records.get(id), Procedure):
            known = [one.meta.id for one in site.of(Procedure)]
            near = get_close_matches(id, known, 3, 0.5)
            hint = f"相近的有：{'、'.join(near)}" if near else f"可用：{'、'.join(known)}"
            message = f"没有“{id}”这条程序"
            yield yaml.problem((*loc, "procedures", place), Code.DECISION_BASIS, message, hint)
    found = (site.records.get(id) for id in result.procedures)
    categories = [one.meta.category for one in found if isinstance(one, Procedure)]
    if not categories or Outcome.PARTY_GROUP not in result.outcomes:
        return
    if result.category is None:
        message = f"上党组会的结果“{result.id}”有程序，没有写类别"
        yield yaml.problem(loc, Code.RESULT, message, f"例如 category: {categories[0]}")
    elif result.category not in categories:
        message = f"类别写的是{result.category}，程序属于{'、'.join(dict.fromkeys(categories))}"
        hint = "改成一致；核对程序页的 category"
        yield yaml.problem((*loc, "category"), Code.RESULT, message, hint)
