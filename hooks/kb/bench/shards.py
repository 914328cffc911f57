"""Writes the search data of a content folder, nothing else: `python -m kb.bench.shards DOCS OUT`.

OUT/report.json becomes the number of sections and the CPU seconds of what follows reading.
"""

import json
import sys
import time
from pathlib import Path

from kb.commands import Mistake
from kb.inputs import Audience
from kb.reading import read_site
from kb.search.blocks import indexed
from kb.search.publish import write_search
from kb.search.sections import sections
from kb.site import select


def main(docs: Path, out: Path) -> None:
    """Read, write, report."""
    reading = read_site(docs, root=docs.parent)
    if reading.site is None:
        raise Mistake("内容读不出来")
    site = select(reading.site, Audience.LEADERS)
    started = time.process_time()
    units = sections(site)
    write_search(indexed(units), out, site.synonyms)
    told = {"sections": len(units), "seconds": time.process_time() - started}
    (out / "report.json").write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
