"""The real content, one test for each document and rule: the failing test's name is the document."""

import re
from pathlib import Path

import pytest

from kb.address import Address
from kb.commands.__main__ import COMMANDS
from kb.inputs import Audience
from kb.model import SourceKind, TextKind
from kb.problem import Code, report
from kb.reading import read_site
from kb.site import Annual, Case, Page, Procedure, Rule, select

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT.parent / "shared" / "reference"
READING = read_site(ROOT / "docs", root=ROOT)
SITE = READING.site
assert SITE is not None

PAGES = [pytest.param(page, id=page.source.src) for page in SITE.pages]
CASES = [pytest.param(case, id=case.source.src) for case in SITE.of(Case)]
PROCEDURES = [pytest.param(one, id=one.source.src) for one in SITE.of(Procedure)]
OWN = [
    pytest.param(rule, id=rule.source.src)
    for rule in SITE.of(Rule)
    if rule.meta.text_kind is TextKind.MODEL
]
_HAN = re.compile(r"[^\u4e00-\u9fff]")
_NAMES = re.compile(r"《[^》]*》|〈[^〉]*〉")
_RUN = 25


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


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_a_procedure_has_fourteen_steps_with_their_basis(procedure: Procedure) -> None:
    assert len(procedure.steps) == 14
    for step in procedure.steps:
        basis = step.field("依据")
        assert re.search(r"《|GZ-\d+|本单位惯例", basis), step.title
        for code in re.findall(r"GZ-00\d(?:-\d+)?(?!\d)（?(?P<said>示范文本)?", basis):
            assert code == "示范文本", f"{step.title}：{basis}"


@pytest.mark.parametrize("rule", OWN)
def test_a_model_text_is_of_real_length(rule: Rule) -> None:
    assert len(rule.articles) >= 20


def test_the_summary_of_2021_has_every_fact_once() -> None:
    assert SITE is not None
    annual = SITE.of(Annual)[0]
    told = [item.field("材料条目") for item in annual.items]
    facts = [fact for text in told for fact in re.findall(r"S\d+", text)]
    assert sorted(facts, key=lambda fact: int(fact[1:])) == [f"S{n}" for n in range(1, 30)]


def test_no_plan_of_2022_has_an_answer() -> None:
    assert SITE is not None
    plans = [item for item in SITE.of(Annual)[0].items if item.id.startswith("plan-")]
    assert {plan.field("答复") for plan in plans} == {"无材料"}


def test_state_law_is_for_everyone() -> None:
    assert SITE is not None
    ids = select(SITE, Audience.EVERYONE).records
    assert {"zhengwu-chufen-fa-2020", "jiancha-fa-2024"} <= ids.keys()


@pytest.fixture(scope="session")
def runs() -> frozenset[str]:
    """Every run of 25 Han characters in the texts that may not be copied."""
    found: set[str] = set()
    for file in (*REFERENCE.glob("texts/*.md"), REFERENCE / "facts.md"):
        text = _HAN.sub("", file.read_text("utf-8"))
        found.update(text[at : at + _RUN] for at in range(len(text) - _RUN + 1))
    return frozenset(found)


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference texts are not on this machine")
@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_is_taken_from_a_source(page: Page, runs: frozenset[str]) -> None:
    for line in page.source.body.splitlines():
        text = _HAN.sub("", _NAMES.sub("", line))
        shared = [text[at : at + _RUN] for at in range(len(text) - _RUN + 1)]
        assert not runs.intersection(shared), line
