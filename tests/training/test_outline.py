"""What slides and handouts take from which record."""

from datetime import date

from kb.generated import with_generated
from kb.inputs import Audience, BuildInputs
from kb.linking.mentions import LinkGraph
from kb.linking.versions import Counterparts
from kb.site import Site, select
from kb.training.outline import LineKind, Material, Part, PartKind
from kb.training.pages import subjects
from kb.training.shown import Shown, shown
from tests.tiny import DAY, TinySite

CASE = "cases/gouwuka.md"


def made(site: Site, key: str = "gouwuka", **more: object) -> Shown:
    inputs = BuildInputs(DAY, **more)  # type: ignore[arg-type]
    chosen = with_generated(select(site, inputs.edition))
    material = Material(chosen, LinkGraph.of(chosen, inputs.date), Counterparts.of(chosen))
    return next(shown(material, inputs, one) for one in subjects(chosen) if one.key == key)


def texts(part: Part) -> list[str]:
    return [line.text for line in part.lines]


def test_a_case_is_told_from_what_happened_to_where_it_stands(tiny: TinySite) -> None:
    found = made(tiny.site())
    assert [part.title for part in found.parts] == [
        "购物卡",
        "经过",
        "行为和违反的条款",
        "错在哪一步",
        "相关条文",
        "防控要点",
        "讨论题",
        "出处与地址",
    ]
    assert "AL-001　教学情景：为讨论而虚构，不指向任何单位和个人。" in texts(found.parts[0])
    questions = found.parts[6]
    assert questions.kind is PartKind.QUESTIONS
    assert any(note.startswith("处理幅度：") for note in questions.notes)


def test_articles_say_what_their_text_is(tiny: TinySite) -> None:
    articles = made(tiny.site()).parts[4]
    head, note, *_ = articles.lines
    assert (head.kind, head.text) == (LineKind.HEAD, "《廉政谈话制度》第二条")
    assert note.text == "GZ-001　示范文本：未经本单位印发，不具效力"


def test_of_an_article_only_the_cited_item_is_shown_with_what_stands_above(tiny: TinySite) -> None:
    tiny.replace(CASE, "tanhua#art-2]", "tanhua#art-2-p1-i2]")
    tiny.write(
        "rules/tanhua.md",
        tiny.text("rules/tanhua.md").split("第二条　")[0]
        + "第二条　有下列情形的：\n\n（一）甲；\n\n（二）乙。\n\n另一款。\n\n第三条　附则。\n",
    )
    reading = tiny.read()
    assert reading.site is not None
    assert texts(made(reading.site).parts[4])[2:] == ["有下列情形的：", "（二）乙。"]


def test_every_slide_is_stamped(tiny: TinySite) -> None:
    for one in made(tiny.site(), edition=Audience.MEMBERS, draft=True).slides:
        assert one.stamp == (
            "AL-001　依据GZ-001（示范文本）　依据截至2026年11月23日　草稿　未审定　全体党员版"
        )


def test_what_everybody_approved_bears_no_stamp(tiny: TinySite) -> None:
    approval = "\napproval: {content: 甲岗位, secrecy: 乙岗位, date: 2026-11-23}\n---\n\n"
    tiny.replace(CASE, "\n---\n\n", approval)
    assert made(tiny.site()).outline.unapproved, "条文没有审定"
    tiny.replace("rules/tanhua.md", "\n---\n\n", approval)
    assert not made(tiny.site()).outline.unapproved


def test_the_address_is_that_of_the_code_or_says_how_to_get_there(tiny: TinySite) -> None:
    site = tiny.site()
    assert made(site).address == "在知识库里输入编号AL-001"
    base = "http://kb.example/"
    assert made(site, base_url=base).address == f"{base}s/al-001.html"
    assert not made(site, base_url=base).qr
    assert "<svg" in made(site, base_url=base, qr=True).qr


def test_an_article_for_narrower_readers_is_not_on_the_slides(tiny: TinySite) -> None:
    tiny.replace("rules/tanhua.md", "audience: 全体党员", "audience: 班子")
    reading = tiny.read()
    assert reading.site is not None
    found = made(reading.site, edition=Audience.MEMBERS)
    assert "相关条文" not in [part.title for part in found.parts]
    assert not found.outline.rules


def test_a_topic_leads_from_terms_to_questions_that_stand(content: Site) -> None:
    found = made(content, "topics/lipin-lijin", edition=Audience.MEMBERS)
    titles = [part.title for part in found.parts]
    assert titles[:3] == ["礼品礼金", "几个词", "常引的条文"]
    assert "AL-004　文件袋里的两张购物卡" in titles
    assert titles[-2:] == ["自测答案", "出处与地址"]
    later = made(content, "topics/lipin-lijin").outline
    assert later.title == "礼品礼金"


def test_stale_questions_are_not_projected(tiny: TinySite) -> None:
    tiny.write("topics/index.md", tiny.text("index.md").replace("首页", "专题"))
    tiny.write(
        "_data/questions.yml",
        "questions:\n  - {id: a, topic: tanhua, kind: 判断, question: 问, answer: 对, "
        "explanation: 解, articles: [tanhua#art-2], audience: 全体党员}\n",
    )
    found = made(tiny.site(), "topics/tanhua", edition=Audience.MEMBERS)
    assert not [part for part in found.parts if part.title.startswith("自测")]


def test_every_case_and_topic_has_slides(content: Site) -> None:
    chosen = with_generated(select(content, Audience.LEADERS))
    material = Material(chosen, LinkGraph.of(chosen, DAY), Counterparts.of(chosen))
    inputs = BuildInputs(date(2026, 11, 23), edition=Audience.LEADERS)
    for subject in subjects(chosen):
        found = shown(material, inputs, subject)
        assert 5 <= len(found.slides) <= 40, subject.key
