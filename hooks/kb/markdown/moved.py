"""Addresses within a page that are gone from it: an alias where they are now, or a word about them."""

from xml.etree import ElementTree as etree

from kb.forwarding import Fate, Forward
from kb.labels import label_url
from kb.markdown.links import Links


def place_forwards(root: etree.Element, links: Links) -> None:
    """Add to the page `root` every address that it once had.

    What stands elsewhere on the page gets its old address besides the new one. What has left the
    page leaves a line at its end: that works without scripts, as no forwarding of a place does.
    """
    page = links.page.url
    own = [one for one in links.site.forwards if one.page == page and one.anchor]
    for forward in own:
        here = forward.fate is Fate.MOVED and forward.new_page == page
        target = _find(root, forward.new.partition("#")[2]) if here else None
        if target is not None:
            _insert(target, etree.Element("span", {"class": "kb-alias", "id": forward.anchor}))
        else:
            root.append(_line(forward, links))


def _find(root: etree.Element, anchor: str) -> etree.Element | None:
    return next((one for one in root.iter() if anchor and one.get("id") == anchor), None)


def _insert(target: etree.Element, alias: etree.Element) -> None:
    """Put `alias` first in `target`; in its summary where it folds."""
    if target.tag == "details" and len(target):
        target = target[0]
    alias.tail, target.text = target.text, None
    target.insert(0, alias)


def _line(forward: Forward, links: Links) -> etree.Element:
    line = etree.Element("p", {"class": "kb-moved", "id": forward.anchor})
    if forward.fate is Fate.WITHDRAWN:
        line.text = f"原来在这里的内容已撤下：{forward.reason}"
        return line
    verb = "移到" if forward.fate is Fate.MOVED else "由下面的内容取代"
    line.text = f"原来在这里的内容已{verb}："
    target = links.site.by_url[forward.new_page]
    link = etree.SubElement(line, "a", {"href": links.href(target, forward.new.partition("#")[2])})
    link.text = label_url(links.site, forward.new)
    if forward.fate is Fate.MOVED:
        link.set("class", "kb-moved-on")
    return line
