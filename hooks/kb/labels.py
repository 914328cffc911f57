"""What records and their parts are called in running text."""

from kb.address import Address, anchor_label
from kb.citations import Provision
from kb.provisions import provision_label
from kb.site import Page, Procedure, Record, Rule, Site

_STATE = "中华人民共和国"


def title(site: Site, record: Record) -> str:
    """Return the title for a list: a rule of several versions with its year."""
    return record.meta.title + (_year(site, record) if isinstance(record, Rule) else "")


def rule_name(site: Site, rule: Rule) -> str:
    """Return the name in title marks, with its year where the site has several versions.

    《公职人员政务处分法》, 《中国共产党纪律处分条例》（2018年）
    """
    name = rule.meta.title.removeprefix(_STATE).replace("《", "〈").replace("》", "〉")
    return f"《{name}》{_year(site, rule)}"


def version_name(rule: Rule) -> str:
    """Return by what a version is told from the others of its rule: 2018年版, or what its text is."""
    issued = rule.meta.promulgated or rule.meta.effective
    return f"{issued.year}年版" if issued else rule.meta.text_kind


def version_words(rule: Rule) -> str:
    """Return a version with the day from which it counts: 2018年版（2018-10-01起施行）."""
    effective = f"（{rule.meta.effective}起施行）" if rule.meta.effective else ""
    return f"{version_name(rule)}{effective}"


def _year(site: Site, rule: Rule) -> str:
    issued = rule.meta.promulgated or rule.meta.effective
    several = len(site.families[rule.meta.family]) > 1
    return f"（{issued.year}年）" if issued and several else ""


def record_name(site: Site, record: Record) -> str:
    """Return what a record is called when another page names it."""
    return rule_name(site, record) if isinstance(record, Rule) else record.meta.title


def part_name(page: Page, anchor: str) -> str:
    """Return the words for a place within a page: 第三条, 第三步　论证, or its heading."""
    words = anchor_label(anchor)
    if isinstance(page, Procedure):
        words = next((step.title for step in page.steps if step.id == anchor), words)
    if words:
        return words
    return next((heading.text for heading in page.headings if heading.id == anchor), "")


def provision_words(provision: Provision | None) -> str:
    """Return a cited provision as rules write it, 第三十三条第一款第（二）项; empty for none."""
    return provision_label(f"art-{provision}") if provision else ""


def label(site: Site, address: Address) -> str:
    """Return the words for `address`, which must be on the site: 《…法》第三十三条第一款."""
    record = site.records[address.record]
    part = part_name(record, address.anchor) if address.anchor else ""
    gap = "" if isinstance(record, Rule) or not part else "　"
    return f"{record_name(site, record)}{gap}{part}"


def label_url(site: Site, address: str) -> str:
    """Return the words for an address below the site's root: rules/tanhua.html#art-3."""
    url, _, anchor = address.partition("#")
    page = site.by_url[url]
    if isinstance(page, Record):
        return label(site, Address(page.meta.id, anchor))
    return "　".join(filter(None, (page.meta.title, part_name(page, anchor))))
