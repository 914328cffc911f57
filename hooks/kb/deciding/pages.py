"""A page for every question and every result of 要不要上会: `decide/ID.html`.

They work without scripts. The first question stands on the page of the content, `decide.html`.
"""

from kb.deciding.model import DECIDE, Asked, Result
from kb.deciding.tree import Tree
from kb.kinds import Kind
from kb.site import Page, Site
from kb.source import Source
from kb.yamltext import YamlText

FOLDER = "decide/"
DATA = "assets/decide-tree.js"
"""Where a script finds which answer leads where."""


def tree_of(site: Site) -> Tree | None:
    """Return the questions of this edition, or None where it has none."""
    if site.decisions is None:
        return None
    return Tree(site.decisions, site.thresholds, site.not_yet)


def node_url(tree: Tree, node: str) -> str:
    """Return the address of a question or a result, below the site's root."""
    return "decide.html" if node == tree.decisions.start else f"{FOLDER}{node}.html"


def node_of(tree: Tree, src: str) -> Asked | Result | None:
    """Return the question or result whose page `src` is, or None where it is no such page."""
    if src == DECIDE:
        return tree.start
    return tree.nodes.get(src.removeprefix(FOLDER).removesuffix(".md")) if is_node(src) else None


def is_node(src: str) -> bool:
    """Return whether `src` is the page of a question or a result, and has no file."""
    return src.startswith(FOLDER)


def with_decisions(site: Site) -> Site:
    """Return `site` with a page for every question and result that a reader can come to."""
    tree = tree_of(site)
    if tree is None or tree.start is None:
        return site
    index = site.by_src[DECIDE]
    nodes = [tree.nodes[id] for id in tree.ways if id != tree.decisions.start]
    return site.with_pages((*site.pages, *(_page(index, node) for node in nodes)))


def _page(index: Page, node: Asked | Result) -> Page:
    src = f"{FOLDER}{node.id}.md"
    if isinstance(node, Result):
        title = f"{node.matter}：{'，'.join(node.outcomes)}"
        summary = node.why[:_SUMMARY]
    else:
        title, summary = node.ask, f"要不要上会的一问：{node.ask}"[:_SUMMARY]
    meta = index.meta.model_copy(update={"title": title, "summary": summary})
    return Page(Kind.PAGE, Source(src, src, "", "", 1), YamlText(src, None), meta, ())


_SUMMARY = 120
