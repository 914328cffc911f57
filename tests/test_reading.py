"""Reading `docs/`: what only real files can show, and that no bytes make it stumble."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.kinds import Kind
from kb.problem import Code
from kb.reading import find_ids, kind_of, read_site
from kb.site import Annual, Case, Meeting, Page, Procedure, Rule
from kb.source import MAX_BYTES
from kb.yamltext import parse_yaml
from tests.tiny import TinySite


def codes(tiny: TinySite) -> list[tuple[str, Code]]:
    return [(problem.path, problem.code) for problem in tiny.read().problems]


def test_every_page_is_read_as_its_kind(tiny: TinySite) -> None:
    pages = {page.source.src: type(page) for page in tiny.site().pages}
    assert pages == {
        "annual/2021.md": Annual,
        "cases/gouwuka.md": Case,
        "index.md": Page,
        "meetings/dangzu-hui.md": Meeting,
        "procedures/zhichu.md": Procedure,
        "rules/tanhua.md": Rule,
    }


@pytest.mark.parametrize(
    ("src", "kind"),
    [
        ("index.md", Kind.PAGE),
        ("rules/index.md", Kind.PAGE),
        ("rules/tanhua.md", Kind.RULE),
        ("cases/2025/gouwuka.md", Kind.CASE),
        ("help/rules.md", Kind.PAGE),
    ],
)
def test_the_folder_decides_the_kind(src: str, kind: Kind) -> None:
    assert kind_of(src) is kind


def test_a_file_of_20_megabytes_is_not_read(tiny: TinySite) -> None:
    tiny.write("cases/gouwuka.md", b"x" * 20_000_000)
    problem = tiny.read().problems[0]
    assert str(problem).startswith("docs/cases/gouwuka.md:1:1: META-4 文件过大（20.0 MB）")


def test_the_largest_page_is_read(tiny: TinySite) -> None:
    text = tiny.text("index.md").encode()
    tiny.write("index.md", text + b"\n" * (MAX_BYTES - len(text)))
    assert not tiny.read().problems
    tiny.write("index.md", text + b"\n" * (MAX_BYTES + 1 - len(text)))
    assert codes(tiny) == [("docs/index.md", Code.TOO_LARGE)]


def test_a_link_out_of_docs_is_not_followed(tiny: TinySite) -> None:
    (tiny.root / "secret.md").write_text("不能发布", encoding="utf-8")
    (tiny.root / "secrets").mkdir()
    (tiny.docs / "cases/secret.md").symlink_to(tiny.root / "secret.md")
    (tiny.docs / "secrets").symlink_to(tiny.root / "secrets")
    (tiny.docs / "gone.md").symlink_to(tiny.root / "gone.md")
    assert codes(tiny) == [
        (f"docs/{src}", Code.OUTSIDE_LINK) for src in ("cases/secret.md", "gone.md", "secrets")
    ]


def test_a_link_to_itself_does_no_harm(tiny: TinySite) -> None:
    (tiny.docs / "loop.md").symlink_to(tiny.docs / "loop.md")
    assert codes(tiny) == [("docs/loop.md", Code.OUTSIDE_LINK)]


def test_a_folder_of_links_is_still_docs(tiny: TinySite) -> None:
    linked = tiny.root / "linked"
    linked.symlink_to(tiny.docs)
    assert not read_site(linked, root=tiny.root).problems


def test_what_systems_leave_lying_about_is_no_content(tiny: TinySite) -> None:
    litter = (
        ".DS_Store",
        "rules/.tanhua.md.swp",
        "cases/Thumbs.db",
        "~$tanhua.docx",
        "Desktop.ini",
    )
    for src in (*litter, "assets/kb.css", "assets/thumbs.db"):
        tiny.write(src, "x")
    assert not tiny.read().problems


def test_line_ends_of_any_system_are_the_same(tiny: TinySite) -> None:
    before = tiny.site()
    for file in tiny.docs.rglob("*.md"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert tiny.site().pages == before.pages


def test_paths_outside_of_the_root_are_shown_whole(tiny: TinySite, tmp_path: Path) -> None:
    tiny.replace("index.md", "title: 首页\n", "")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert read_site(tiny.docs, root=elsewhere).problems[0].path == f"{tiny.docs}/index.md"


def test_without_any_file_the_collections_are_named(tmp_path: Path) -> None:
    reading = read_site(tmp_path, root=tmp_path)
    assert reading.site is None
    assert {problem.code for problem in reading.problems} == {Code.MISSING_KEY}


def test_ids_and_codes_count_even_on_broken_pages(tiny: TinySite) -> None:
    tiny.write("cases/broken.md", "---\ncode: 'AL-077'\ntitle: [\n---\n")
    tiny.write("cases/unreadable.md", b"\xff\xff")
    ids, short_codes = find_ids(tiny.docs)
    assert {"gouwuka", "broken", "unreadable"} <= ids
    assert short_codes == {"GZ-001", "CX-001", "AL-001", "AL-077", "ND-2021", "HY-001"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """A tiny site that examples write over, one after the other."""
    return TinySite.make(tmp_path_factory.mktemp("shared"))


@given(st.binary(max_size=200))
def test_any_bytes_give_problems_and_no_traceback(shared: TinySite, content: bytes) -> None:
    shared.write("index.md", content)
    assert all(problem.path == "docs/index.md" for problem in shared.read().problems)


_YAML = st.text(alphabet="ab:-[]{}&*!|>'\"#%@`,?\n \t甲1.~<=", max_size=60)


@given(_YAML)
def test_any_front_matter_gives_problems_and_no_traceback(shared: TinySite, header: str) -> None:
    shared.write("index.md", f"---\n{header}\n---\n")
    assert shared.read().problems


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 1_000_000,
        "a: " + "[" * 100_000 + "]" * 100_000,
        "- " * 100_000,
        "\n".join(" " * depth + "- " for depth in range(2000)),
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
    ],
    ids=["open", "closed", "compact", "indented", "references"],
)
def test_yaml_without_end_is_refused(text: str) -> None:
    assert not hasattr(parse_yaml(text, "x.md"), "data")
