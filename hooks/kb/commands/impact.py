"""`impact`: what cites a rule or one of its articles, to be looked at again when it changes."""

import argparse
from datetime import date

from kb.address import CODE, Address
from kb.commands import ROOT, Mistake
from kb.commands.arguments import add_docs
from kb.folder import show
from kb.labels import label
from kb.linking.data import data_naming
from kb.linking.mentions import LinkGraph, Mention
from kb.reading import read_site
from kb.site import Site
from kb.views.citing import cited_by


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_docs(parser)
    parser.add_argument(
        "address",
        metavar="地址",
        help="规则的标识或者编号，可以带条，如 jilv-chufen-2018#art-70 或 GZ-102-70",
    )


def run(options: argparse.Namespace) -> int:
    """Print every place that cites the address, by kind of page, with file and line."""
    site = read_site(options.docs, root=ROOT).site
    if site is None:
        raise Mistake("内容读不出来：请先运行 kb.py check")
    address = find_address(options.address, site)
    mentions = LinkGraph.of(site, date.today()).citing(address)
    print(f"{label(site, address)}：被引用{len(mentions)}处")
    for group in cited_by(site, mentions):
        print(f"\n{group.name.text} {group.count}处")
        for mention in mentions:
            if mention.page.kind is group.kind:
                print(f"  {place(mention, site)}")
    if lines := list(data_naming(site, options.docs, address)):
        print(f"\n数据文件 {len(lines)}行")
        for one in lines:
            print(f"  {show(one.path, ROOT)}:{one.line}  {one.text}")
    return 0


def find_address(text: str, site: Site) -> Address:
    """Return the address that `text` writes, itself or as a short code. Raises `Mistake`."""
    code = CODE.fullmatch(text)
    address = site.decode(code) if code else Address.parse(text)
    if address is None:
        raise Mistake(f"“{text}”不是地址，例如 jilv-chufen-2018#art-70 或 GZ-102-70")
    if address.record not in site.records:
        raise Mistake(f"没有 id 为 {address.record} 的页面")
    if not site.has(address):
        raise Mistake(f"“{site.records[address.record].meta.title}”里没有 #{address.anchor}")
    return address


def place(mention: Mention, site: Site) -> str:
    """Return where a mention stands and what it says, on one line."""
    named = label(site, mention.target)
    words = f"{mention.before}{mention.words}{mention.after}".strip()
    said = f"{mention.role}：{words}".strip("：") if mention.role else words
    return f"{mention.page.source.path}:{mention.line}:{mention.column}  {named}  {said}"
