"""`permalinks`: the registry of published addresses, shown against the content or brought up to date."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from kb.checks.addresses import addresses_of
from kb.commands import ROOT
from kb.commands.arguments import add_docs
from kb.folder import ADDRESSES
from kb.forwarding import write_registry
from kb.problem import report
from kb.reading import read_site


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_docs(parser)
    parser.add_argument("--accept", action="store_true", help="把新地址写进登记表")


def run(options: argparse.Namespace) -> int:
    """Show what is new and what has gone; with `--accept` write it. Nothing registered is dropped."""
    reading = read_site(options.docs, root=ROOT)
    if reading.site is None or reading.problems:
        print(report(reading.problems), file=sys.stderr)
        print(f"共 {len(reading.problems)} 处问题，登记表没有改动。", file=sys.stderr)
        return 1
    known = {address: one.record for address, one in reading.published.items()}
    now = addresses_of(reading.site)
    new = sorted(address for address in now if address not in known)
    gone = {forward.old: forward for forward in reading.site.forwards if forward.old in known}
    for line in _lines(new):
        print(f"新地址　{line}")
    for old, forward in sorted(gone.items()):
        print(f"旧地址　{old} → {forward.new or f'已撤下：{forward.reason}'}")
    if not options.accept:
        print(f"新地址 {len(new)} 个，已登记 {len(known)} 个。发布时加 --accept，写进登记表。")
        return 0
    file = options.docs / ADDRESSES
    text = write_registry(known | now)
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        aside = file.with_name(f".{file.name}.new")
        aside.write_text(text, encoding="utf-8")
        aside.replace(file)
    print(f"已登记 {len(new)} 个新地址，共 {len(known | now)} 个：{file}")
    return 0


def _lines(new: Sequence[str]) -> Iterator[str]:
    """Yield the new addresses; the places of a page that is itself new are only counted."""
    places = Counter(address.partition("#")[0] for address in new if "#" in address)
    pages = {address for address in new if "#" not in address}
    for address in new:
        if address in pages:
            count = places[address]
            yield f"{address}（页内{count}处）" if count else address
        elif address.partition("#")[0] not in pages:
            yield address
