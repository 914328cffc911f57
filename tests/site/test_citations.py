"""The grammar in the browser: the same table, the same lines and the same results as in Python."""

from playwright.sync_api import Page

from kb.citations import DocumentContext, find_citations
from tests.citations.vectors import Line, lines

FIND = """lines => KB.loadCitations().then(citations => lines.map(([text, title, article]) =>
    citations.find(text, {title, article}).map(one => [
        text.slice(one.start, one.end), Array.from(text.slice(0, one.start)).length, one.target,
        one.provisions.map(citations.provisionKey), one.kind, one.version])))"""


def found_in_python(line: Line) -> list[object]:
    found = find_citations(line.text, document=DocumentContext(line.title, line.article))
    return [
        [
            line.text[one.start : one.end],
            one.start,
            one.target,
            [str(part) for part in one.provisions],
            one.kind.value,
            one.version,
        ]
        for one in found
    ]


def test_both_interpreters_find_the_same(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}index.html")
    vectors = lines()
    in_browser = page.evaluate(FIND, [list(line) for line in vectors])
    differ = [
        (line, here, there)
        for line, here, there in zip(
            vectors, map(found_in_python, vectors), in_browser, strict=True
        )
        if here != there
    ]
    assert not differ, differ[0]


def test_hostile_text_takes_the_browser_linear_time(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}index.html")
    slow = page.evaluate(
        """pieces => KB.loadCitations().then(citations => {
            const time = (piece, times) => {
                const start = performance.now();
                citations.find(piece.repeat(times), {});
                return performance.now() - start;
            };
            return pieces.filter(piece => {
                time(piece, 2000);
                return time(piece, 40000) > 40 * Math.max(time(piece, 4000), 5);
            });
        })""",
        ["《", "（", "“", "第", "《〈", "第三条、", "《甲法》第", "前款", "《甲法》（以下简称《"],
    )
    assert slow == []
