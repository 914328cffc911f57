"""The real content, one test for each document and rule: the failing test's name is the document."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from kb.address import CODE, Address
from kb.checks.decisions import address_of
from kb.commands.__main__ import COMMANDS
from kb.deciding.model import Outcome, Result
from kb.deciding.tree import Tree
from kb.inputs import Audience
from kb.linking.catalog import plain_name
from kb.model import Question, QuestionKind, SourceKind, TextKind
from kb.numerals import parse_numeral
from kb.problem import Code, report
from kb.quiz import stale_questions
from kb.reading import read_site
from kb.site import Annual, Case, Page, Procedure, Rule, select
from tests.house_style import RULES, HouseRule, breaches

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT.parent / "shared" / "reference"
TEXTS = [*REFERENCE.glob("texts/*.md"), *REFERENCE.parent.glob("corpus/laws/*/*.md")]
READING = read_site(ROOT / "docs", root=ROOT)
SITE = READING.site
assert SITE is not None

PAGES = [pytest.param(page, id=page.source.src) for page in SITE.pages]
CASES = [pytest.param(case, id=case.source.src) for case in SITE.of(Case)]
QUESTIONS = [pytest.param(question, id=question.id) for question in SITE.questions]
PROCEDURES = [pytest.param(one, id=one.source.src) for one in SITE.of(Procedure)]
OWN = [
    pytest.param(rule, id=rule.source.src)
    for rule in SITE.of(Rule)
    if rule.meta.text_kind is TextKind.MODEL
]
RESULTS = [
    pytest.param(result, id=result.id)
    for result in (SITE.decisions.results if SITE.decisions else ())
]
FACTS = {
    "S1": "lianzheng-zerenzhi-xize",
    "S2": "yishixingtai-zerenzhi-xize",
    "S3": "wangluo-yishixingtai-zerenzhi-xize",
    "S4": "yigang-shuangze-zeren-qingdan",
    "S5": "renwu-fenjie-kaohe-banfa",
    "S6": "banzi-zhuanti-yanjiu-zhidu",
    "S7": "lianzheng-fengxian-fangkong-banfa",
    "S8": "keshi-huibao-zhidu",
    "S9": "lianzheng-tanhua-zhidu#art-8",
    "S10": "jiedui-lianxi-zhidu",
    "S11": "lianzheng-jiaoyu-zhidu#art-8",
    "S12": "lianzheng-jiaoyu-zhidu#art-11",
    "S13": "lianzheng-jiaoyu-zhidu#art-20",
    "S14": "2021#done-zhengzhi-jilv",
    "S15": "sanzhong-yida-banfa",
    "S16": "sibu-liangzhi-jiancha-banfa#art-21",
    "S17": "sifeng-zhenggai-duban-banfa",
    "S18": "ban-shishi-banfa",
    "S19": "bangfu-yuanzhu-banfa",
    "S20": "jiedui-lianxi-zhidu#art-10",
    "S21": "2021#problem-yanjiu",
    "S22": "2021#problem-zuofeng",
    "S23": "2021#plan-zong-yaoqiu",
    "S24": "yigang-shuangze-zeren-qingdan#art-10",
    "S25": "2021#plan-lianzheng-tanhua",
    "S26": "yigang-shuangze-zeren-qingdan#art-15",
    "S27": "yigang-shuangze-zeren-qingdan#art-24",
    "S28": "lianzheng-jiaoyu-zhidu#art-20",
    "S29": "2021#plan-zong-mubiao",
}
"""Where to look up, and cite, what became of each fact of the summary of 2021."""
MATTERS = {
    "年度预算、预算调整": ["niandu-yusuan"],
    "大额支出": ["da-e-zhichu"],
    "采购": ["zhaobiao-caigou", "tanpan-cuoshang-xunjia", "danyi-laiyuan", "zixing-caigou"],
    "工程": ["gongcheng-xiangmu"],
    "信息化": ["xinxihua-caigou"],
    "资产处置": ["zichan-chuzhi"],
    "帮扶资金": ["bangfu-fenpei"],
    "干部任免": ["zhongceng-renmian"],
    "推荐和表彰": ["tuijian-biaozhang"],
    "轮岗交流": ["lungang-jiaoliu"],
    "党员处分": ["dangyuan-chufen"],
    "制度": ["zhidu-zhiding"],
    "年度计划和总结": ["niandu-jihua-zongjie"],
    "突发事件": ["tufa-shijian"],
    "购买服务、编外用工": ["goumai-fuwu", "bianwai-yonggong"],
    "意识形态": ["yishixingtai-shixiang", "wangluo-yuqing"],
}
"""The matters that must come before a meeting, and the procedures that lead there."""
_HAN = re.compile(r"[^\u4e00-\u9fff]")
_NAMES = re.compile(r"《[^》]*》|〈[^〉]*〉")
_RUN = 25
_PARTY = re.compile("严重警告|撤销党内职务|留党察看|开除党籍")
NEW_REGULATIONS = date(2024, 1, 1)
"""The day from which acts are judged by the regulations of 2023."""


def test_there_are_no_problems() -> None:
    assert not READING.problems, report(READING.problems)


def test_the_guide_explains_every_problem_code_and_command() -> None:
    guide = (ROOT / "docs/guide.md").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    assert not [code for code in Code if f"{{#{code.lower()}}}" not in guide]
    assert not [name for name in COMMANDS if f"`{name}" not in guide]
    assert not [name for name in COMMANDS if name not in readme]


@pytest.mark.parametrize("case", CASES)
def test_a_case_has_three_questions(case: Case) -> None:
    questions = case.source.body.partition("## 讨论题")[2]
    assert len(re.findall(r"^\d+\. .*[？。]$", questions, re.MULTILINE)) == 3


@pytest.mark.parametrize("case", CASES)
def test_the_step_that_failed_is_ours(case: Case) -> None:
    assert SITE is not None
    assert case.meta.failed_steps
    for text in case.meta.failed_steps:
        address = Address.parse(text)
        assert address is not None
        target = SITE.records[address.record]
        own = isinstance(target, Rule) and target.meta.text_kind is TextKind.MODEL
        assert own or isinstance(target, Procedure), text


@pytest.mark.parametrize("case", CASES)
def test_a_case_cites_versions_in_force_on_its_day(case: Case) -> None:
    assert SITE is not None
    assert case.meta.source_kind is SourceKind.SCENARIO
    for violation in case.meta.violated:
        for text in violation.articles:
            address = Address.parse(text)
            rule = SITE.records[address.record] if address else None
            assert isinstance(rule, Rule)
            since, until = rule.meta.effective, rule.meta.repealed_on
            assert since is None or since <= case.meta.as_of, text
            assert until is None or case.meta.as_of <= until, text


@pytest.mark.parametrize("case", CASES)
def test_what_prevents_a_case_is_a_duty_or_a_step(case: Case) -> None:
    assert SITE is not None
    measures = [line for line in _section(case, "防控要点") if line.startswith("- ")]
    linked = [line for line in measures if any(_is_ours(code) for code in CODE.finditer(line))]
    assert len(measures) >= 3
    assert len(linked) >= len(measures) - 1, set(measures) - set(linked)


@pytest.mark.parametrize("case", CASES)
def test_a_case_names_the_version_of_a_rule_that_has_several(case: Case) -> None:
    assert SITE is not None
    for name, rest in re.findall(r"《([^》]+)》(?=(.{0,7}))", case.source.body):
        families = {
            rule.meta.family for rule in SITE.of(Rule) if plain_name(rule.meta.title) == name
        }
        if sum(rule.meta.family in families for rule in SITE.of(Rule)) > 1:
            assert re.match(r"（\d{4}年）", rest), f"《{name}》{rest}"


@pytest.mark.parametrize("case", CASES)
def test_an_old_case_names_both_versions_of_the_regulations(case: Case) -> None:
    """Where the older regulations decide, the reader also learns where the newer ones have it."""
    named = set(re.findall(r"《中国共产党纪律处分条例》（(\d{4})年）第", case.source.body))
    party = [address.record for address in _violated(case) if "jilv-chufen" in address.record]
    if party and case.meta.as_of < NEW_REGULATIONS:
        assert set(party) == {"jilv-chufen-2018"}
        assert named == {"2018", "2023"}
    else:
        assert "2018" not in named


@pytest.mark.parametrize("case", CASES)
def test_a_case_states_no_range_that_is_not_checked(case: Case) -> None:
    """The party's punishments that a case names stand in the digest of an article it cites."""
    assert SITE is not None
    allowed: set[str] = set()
    for address in _violated(case):
        rule = SITE.records[address.record]
        assert isinstance(rule, Rule)
        number = address.anchor.split("-")[1]
        for article in rule.articles:
            if rule.meta.family == "jilv-chufen" and str(article.number) == number:
                parts = (part.text for one in article.parts for part in one.walk())
                allowed.update(_PARTY.findall("".join(parts)))
    stated = _PARTY.findall(case.meta.outcome + "".join(_section(case, "如何处理")))
    assert set(stated) <= allowed


def test_the_cases_are_spread_and_unlike_each_other() -> None:
    assert SITE is not None
    cases = SITE.of(Case)
    assert len(cases) >= 40
    behaviours = Counter(one for case in cases for one in case.meta.behaviours)
    levels = Counter(one for case in cases for one in case.meta.levels)
    topics = Counter(one for case in cases for one in case.meta.topics)
    assert behaviours.keys() == set(SITE.vocabulary.behaviours)
    assert topics.keys() >= {one for flow in SITE.of(Procedure) for one in flow.meta.topics}
    assert {level: levels[level] for level in SITE.vocabulary.levels if levels[level] < 3} == {}
    assert max(behaviours.values()) <= len(cases) / 4
    assert len({case.meta.as_of.year for case in cases}) >= 5
    assert sum(case.meta.as_of < NEW_REGULATIONS for case in cases) >= len(cases) / 5
    for one, other in combinations(cases, 2):
        assert _shared(one.meta.title, other.meta.title) < 0.4, (one.meta.title, other.meta.title)
        stories = ["".join(_section(case, "经过")) for case in (one, other)]
        assert _shared(*stories) < 0.2, (one.meta.title, other.meta.title)


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_a_procedure_has_its_steps_with_their_basis(procedure: Procedure) -> None:
    assert 12 <= len(procedure.steps) <= 14
    for step in procedure.steps:
        basis = step.field("依据")
        assert re.search(r"《|GZ-\d+|本单位惯例", basis), step.title
        for code in re.findall(r"GZ-0\d\d(?:-\d+)?(?!\d)（?(?P<said>示范文本)?", basis):
            assert code == "示范文本", f"{step.title}：{basis}"


@pytest.mark.parametrize("matter", MATTERS)
def test_a_matter_that_must_be_decided_has_its_procedures(matter: str) -> None:
    assert SITE is not None
    for record in MATTERS[matter]:
        assert isinstance(SITE.records[record], Procedure), record


@pytest.mark.parametrize("result", RESULTS)
def test_a_result_rests_on_the_rule_of_the_unit(result: Result) -> None:
    """The rules on meetings of the head of an office are never those of the Party group."""
    assert SITE is not None
    found = [address_of(SITE, text) for text in result.basis]
    records = {SITE.records[one.record].meta.code for one in found if one}
    assert records & {"GZ-004", *(one.meta.code for one in SITE.of(Procedure))}
    if Outcome.DIRECTORS not in result.outcomes:
        assert not {"zhongda-juece-tiaoli-2019#art-30", "GZ-004-42"} & set(map(str, result.basis))
        assert Address("zhongda-juece-tiaoli-2019", "art-30") not in found
    if Outcome.PARTY_GROUP in result.outcomes:
        assert result.category or not result.procedures


def test_every_procedure_is_come_to_in_at_most_seven_questions() -> None:
    assert SITE is not None
    assert SITE.decisions is not None
    tree = Tree(SITE.decisions, SITE.thresholds, SITE.not_yet)
    named = {id for result in SITE.decisions.results for id in result.procedures}
    assert named == {procedure.meta.id for procedure in SITE.of(Procedure)}
    assert max(len(way) for ways in tree.ways.values() for way in ways) <= 7


def test_no_limit_is_invented() -> None:
    """What the bureau has not confirmed, nothing here decides."""
    assert SITE is not None
    assert all(limit.amount is None for limit in SITE.thresholds.values() if not limit.confirmed)


@pytest.mark.parametrize("rule", OWN)
def test_a_model_text_is_of_real_length(rule: Rule) -> None:
    assert len(rule.articles) >= 20


def test_the_summary_of_2021_has_every_fact_once() -> None:
    assert SITE is not None
    annual = SITE.of(Annual)[0]
    told = [item.field("材料条目") for item in annual.items]
    facts = [fact for text in told for fact in re.findall(r"S\d+", text)]
    assert sorted(facts, key=lambda fact: int(fact[1:])) == [f"S{n}" for n in range(1, 30)]


@pytest.mark.parametrize(("fact", "text"), FACTS.items())
def test_a_fact_of_2021_can_be_cited(fact: str, text: str) -> None:
    assert SITE is not None
    address = Address.parse(text)
    assert address is not None
    assert SITE.has(address)
    annual = SITE.of(Annual)[0]
    item = next(item for item in annual.items if fact in item.field("材料条目").split("、"))
    links = {SITE.decode(code) for code in CODE.finditer(item.field("站内"))}
    assert address in {*links, Address(annual.meta.id, item.id)}


def test_every_duty_of_a_post_names_its_article() -> None:
    assert SITE is not None
    duties = SITE.records["yigang-shuangze-zeren-qingdan"]
    assert isinstance(duties, Rule)
    posts = [article for article in duties.articles if 5 <= article.number <= 27]
    for item in (item for post in posts for part in post.parts for item in part.parts):
        assert re.search(r"（GZ-\d{3}-[\d、GZ-]+）[；。]$", item.text), item.text


def test_the_register_of_risks_is_by_department_and_post() -> None:
    assert SITE is not None
    rule = SITE.records["lianzheng-fengxian-fangkong-banfa"]
    register = rule.source.body.partition("{#annex}")[2]
    departments = re.split(r"^### ", register, flags=re.MULTILINE)[1:]
    assert len(departments) >= 10
    for department in departments:
        rows = re.findall(r"^\| (.+) \|$", department, re.MULTILINE)[1:]
        assert rows, department
        for post, *_, grade, _measure, basis in (row.split(" | ") for row in rows):
            assert post
            assert grade in {"高", "中", "低"}, post
            assert CODE.search(basis), post


def test_the_glossary_is_complete() -> None:
    assert SITE is not None
    body = SITE.by_src["glossary.md"].source.body
    terms = re.split(r"^### ", body, flags=re.MULTILINE)[1:]
    assert len(terms) >= 80
    names = [term.partition(" {#term-")[0] for term in terms]
    assert len(set(names)) == len(names)
    for name, term in zip(names, terms, strict=True):
        assert len(re.findall(r"^- (?:来源|用在)：.+$", term, re.MULTILINE)) == 2, name


def test_questions_are_many_of_every_kind_and_up_to_date() -> None:
    assert SITE is not None
    questions = SITE.questions
    assert len(questions) >= 60
    assert {one.kind for one in questions} == set(QuestionKind)
    assert len({one.topic for one in questions}) >= 15
    assert not list(stale_questions(SITE, date.today()))


@pytest.mark.parametrize("page", [page for page in PAGES if page.id == "can-i.md"])
def test_every_short_answer_names_its_article(page: Page) -> None:
    asked = re.split(r"^### ", page.source.body, flags=re.MULTILINE)[1:]
    assert len(asked) >= 40
    for text in asked:
        assert re.search(r"^- 依据：.*第.+条", text, re.MULTILINE), text


def test_no_plan_of_2022_has_an_answer() -> None:
    assert SITE is not None
    plans = [item for item in SITE.of(Annual)[0].items if item.id.startswith("plan-")]
    assert {plan.field("答复") for plan in plans} == {"无材料"}


def test_state_law_is_for_everyone() -> None:
    assert SITE is not None
    ids = select(SITE, Audience.EVERYONE).records
    assert {"zhengwu-chufen-fa-2020", "jiancha-fa-2024"} <= ids.keys()


def _section(case: Case, name: str) -> list[str]:
    """Return the lines of one section of a case."""
    return case.source.body.partition(f"## {name}\n")[2].partition("\n## ")[0].split("\n")


def _violated(case: Case) -> list[Address]:
    """Return the articles that the head of a case names."""
    texts = [text for violation in case.meta.violated for text in violation.articles]
    return [address for text in texts if (address := Address.parse(text))]


def _is_ours(code: re.Match[str]) -> bool:
    """Tell whether a short code means an article of a model text or a step of a procedure."""
    assert SITE is not None
    address = SITE.decode(code)
    record = SITE.records[address.record] if address else None
    if isinstance(record, Rule):
        return record.meta.text_kind is TextKind.MODEL and code["article"] is not None
    return isinstance(record, Procedure) and code["step"] is not None


def _shared(one: str, other: str) -> float:
    """Return the part of the pairs of characters of the shorter text that the other has too."""
    pairs, others = set(_pairs(_HAN.sub("", one))), set(_pairs(_HAN.sub("", other)))
    return len(pairs & others) / min(len(pairs), len(others))


@pytest.fixture(scope="session")
def runs() -> frozenset[str]:
    """Every run of 25 Han characters in the texts that may not be copied."""
    found: set[str] = set()
    texts = [file.read_text("utf-8") for file in REFERENCE.glob("texts/*.md")]
    texts += [(REFERENCE / "facts.md").read_text("utf-8"), *(text for _, text in DIGESTS)]
    for text in (_HAN.sub("", one) for one in texts):
        found.update(text[at : at + _RUN] for at in range(len(text) - _RUN + 1))
    return frozenset(found)


@pytest.mark.parametrize("page", PAGES)
def test_it_is_written_as_the_house_writes(page: Page) -> None:
    assert not list(breaches(page.source.body))


def _told() -> Iterator[str]:
    """Yield what 要不要上会 and 到会与计票 say."""
    assert SITE is not None
    assert SITE.decisions is not None
    assert SITE.voting is not None
    assert SITE.decisions.unsettled is not None
    yield SITE.decisions.unsettled.text
    for meaning in SITE.decisions.outcomes:
        yield meaning.means
    for question in SITE.decisions.questions:
        yield from (question.ask, question.help)
        yield from (words for one in question.answers for words in (one.text, one.hint))
    for result in SITE.decisions.results:
        yield from (result.matter, result.why, *result.then)
    yield from (rule.text for rule in SITE.voting.rules)
    for ballot in SITE.voting.ballots:
        yield from (ballot.title, ballot.note, ballot.how)


def test_questions_and_results_are_written_as_the_house_writes() -> None:
    assert not [found for text in _told() for found in breaches(text)]


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference texts are not on this machine")
def test_no_result_is_taken_from_a_source(runs: frozenset[str]) -> None:
    for line in _told():
        text = _HAN.sub("", _NAMES.sub("", line))
        shared = [text[at : at + _RUN] for at in range(len(text) - _RUN + 1)]
        assert not runs.intersection(shared), line


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.wrong)
def test_a_breach_of_the_house_rules_is_seen(rule: HouseRule) -> None:
    assert {found.partition("：")[0] for found in breaches(rule.wrong)} == {f"文-{rule.number}"}
    assert not list(breaches(rule.right))
    guide = (ROOT / "docs/guide.md").read_text("utf-8")
    assert f"### 文-{rule.number}　" in guide


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference texts are not on this machine")
@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_is_taken_from_a_source(page: Page, runs: frozenset[str]) -> None:
    for line in page.source.body.splitlines():
        text = _HAN.sub("", _NAMES.sub("", line))
        shared = [text[at : at + _RUN] for at in range(len(text) - _RUN + 1)]
        assert not runs.intersection(shared), line


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference texts are not on this machine")
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_is_taken_from_a_source(question: Question, runs: frozenset[str]) -> None:
    for line in (question.question, *question.options, question.explanation):
        text = _HAN.sub("", _NAMES.sub("", line))
        shared = [text[at : at + _RUN] for at in range(len(text) - _RUN + 1)]
        assert not runs.intersection(shared), line


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference texts are not on this machine")
def test_every_text_of_the_reference_has_its_page() -> None:
    assert SITE is not None
    for file in REFERENCE.glob("texts/*.md"):
        name, day = file.stem.removesuffix(")").rsplit("(", 1)
        versions = [
            rule for rule in SITE.of(Rule) if plain_name(rule.meta.title) == plain_name(name)
        ]
        dates = {one for rule in versions for one in (rule.meta.promulgated, rule.meta.effective)}
        years = {rule.meta.id[-4:] for rule in versions} | {str(one.year) for one in dates if one}
        assert day[:4] in years, file.name


def _text_of(rule: Rule) -> str | None:
    """Return the complete text that `rule` digests, if it is on this machine."""
    days = {str(day) for day in (rule.meta.promulgated, rule.meta.effective) if day}
    for file in TEXTS:
        name, day = file.stem.removesuffix(")").rsplit("(", 1)
        if day in days and plain_name(name) == plain_name(rule.meta.title):
            text = file.read_text("utf-8")
            return None if "\nstatus: partial\n" in text else text
    return None


DIGESTS = [
    (rule, text)
    for rule in SITE.of(Rule)
    if rule.meta.text_kind is TextKind.DIGEST and (text := _text_of(rule))
]
"""The digests of which the complete text is here."""
_SHORT = 20
"""Fewer Han characters, such as those of the six kinds of 处分, are like several articles."""


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(*one, id=one[0].source.src) for one in DIGESTS]
)
def test_the_numbers_of_a_digest_are_those_of_the_text(rule: Rule, text: str) -> None:
    """What a digest says of an article is most like that article, or nearly so.

    Of numbers one too high this finds nine in ten.
    """
    likeness = _Likeness(dict(_numbered(text)))
    for article in rule.articles:
        parts = (part.text for paragraph in article.parts for part in paragraph.walk())
        words = _HAN.sub("", "".join(parts))
        near = likeness.rank(str(article.number), words) < 2
        assert near or len(words) <= _SHORT, article.label


def _numbered(text: str) -> Iterator[tuple[str, str]]:
    """Yield the number and the Han characters of every article of a text."""
    body = re.sub(r"^#.*$", "", text, flags=re.MULTILINE)
    found = [*re.finditer(r"^第([一二三四五六七八九十百零]+)条[　 ]", body, re.MULTILINE)]
    for article, following in pairwise([*found, None]):
        assert article is not None
        end = following.start() if following else len(body)
        yield str(parse_numeral(article[1])), _HAN.sub("", body[article.end() : end])


class _Likeness:
    """How alike a text is to the articles of a law, by the rare pairs of characters they share."""

    def __init__(self, articles: Mapping[str, str]) -> None:
        in_articles = Counter(pair for text in articles.values() for pair in set(_pairs(text)))
        self._weights = {
            pair: math.log((len(articles) + 1) / count) for pair, count in in_articles.items()
        }
        self._articles = {number: self._vector(text) for number, text in articles.items()}

    def rank(self, number: str, text: str) -> int:
        """Return how many articles are more like `text` than that of `number` is."""
        vector = self._vector(text)
        scores = {
            one: sum(weight * vector.get(pair, 0) for pair, weight in article.items())
            for one, article in self._articles.items()
        }
        return sum(score > scores[number] for score in scores.values())

    def _vector(self, text: str) -> dict[str, float]:
        counts = Counter(_pairs(text))
        vector = {pair: count * self._weights.get(pair, 0) for pair, count in counts.items()}
        length = math.sqrt(sum(weight**2 for weight in vector.values())) or 1
        return {pair: weight / length for pair, weight in vector.items()}


def _pairs(text: str) -> list[str]:
    return [a + b for a, b in pairwise(text)]
