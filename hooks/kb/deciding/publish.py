"""The questions for the script that carries answers from page to page."""

import json
from pathlib import Path

from kb.deciding.model import Asked
from kb.deciding.pages import DATA, node_url, tree_of
from kb.deciding.tree import Tree
from kb.site import Site


def write_tree(site: Site, site_dir: Path) -> None:
    """Write the questions of `site` below `site_dir`, loaded by `<script>`; nothing if it has none."""
    tree = tree_of(site)
    if tree is None or tree.start is None:
        return
    text = json.dumps(tree_data(tree), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    file = site_dir / DATA
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"window.KB.decisions={text};\n", encoding="utf-8")


def tree_data(tree: Tree) -> dict[str, object]:
    """Return where each answer leads; an open question has none, for nothing follows from it."""
    nodes: dict[str, object] = {}
    for id in tree.ways:
        node = tree.nodes[id]
        data: dict[str, object] = {"url": node_url(tree, id)}
        if isinstance(node, Asked):
            data["ask"] = node.ask
            data["answers"] = {} if tree.is_open(node) else _answers(tree, node)
        nodes[id] = data
    return {"start": tree.decisions.start, "nodes": nodes}


def _answers(tree: Tree, question: Asked) -> dict[str, object]:
    answers: dict[str, object] = {}
    for answer in question.answers:
        data: dict[str, object] = {"text": answer.text, "next": answer.next}
        for key, limit in (("atLeast", answer.at_least), ("below", answer.below)):
            if limit:
                data[key] = tree.thresholds[limit].amount
                data["unit"] = tree.thresholds[limit].unit
        answers[answer.id] = data
    return answers
