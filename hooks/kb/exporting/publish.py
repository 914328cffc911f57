"""The files of the export: records as JSON lines, their schema, and what OpenSearch takes at once."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from string import Template

from kb.exporting.model import SectionRecord
from kb.exporting.records import Origin
from kb.inputs import BuildInputs

RECORDS, SCHEMA = "sections.jsonl", "section.schema.json"
BULK, MAPPING = "opensearch/bulk-{:03}.ndjson", "opensearch/mapping.json"
README = "说明.md"
_README = Path(__file__).parents[1] / "templates" / "export.md"
_MAPPING = Path(__file__).with_name("opensearch.json")
_PART = 8_000_000
"""Bytes of a bulk file: a server takes 100 MB at once, and is best given a tenth of that."""


def export_files(
    records: Sequence[SectionRecord], inputs: BuildInputs, origin: Origin
) -> dict[str, bytes]:
    """Return the files of the export by name; the same records give the same bytes."""
    lines = [record.model_dump_json() + "\n" for record in records]
    files = {
        RECORDS: "".join(lines),
        SCHEMA: schema(),
        MAPPING: _MAPPING.read_text("utf-8"),
    }
    actions = [f"{_json({'index': {'_id': _key(record)}})}\n" for record in records]
    for number, part in enumerate(_parts(map("".join, zip(actions, lines, strict=True))), 1):
        files[BULK.format(number)] = part
    files[README] = _readme(records, files, inputs, origin)
    return {name: text.encode() for name, text in files.items()}


def schema() -> str:
    """Return the JSON Schema of a record."""
    told = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    told |= SectionRecord.model_json_schema(mode="serialization")
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _key(record: SectionRecord) -> str:
    """Return by what the record is told from those of other bureaus, in a search of them all."""
    return f"{record.base_url or record.unit} {record.id}"


def _parts(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines in pieces, each within what is sent at once."""
    piece: list[str] = []
    size = 0
    for line in lines:
        length = len(line.encode())
        if piece and size + length > _PART:
            yield "".join(piece)
            piece, size = [], 0
        piece.append(line)
        size += length
    if piece:
        yield "".join(piece)


def _readme(
    records: Sequence[SectionRecord], files: Mapping[str, str], inputs: BuildInputs, origin: Origin
) -> str:
    counts = Counter(record.type for record in records)
    waiting = sum(not record.approved for record in records)
    cited = next((one for record in records for one in record.citations if one.art), None)
    return Template(_README.read_text("utf-8")).substitute(
        site=origin.site,
        unit=origin.unit,
        edition=inputs.edition,
        day=inputs.date,
        base=inputs.base_url or "没有填写（mkdocs.yml 的 site_url）",
        count=len(records),
        kinds="、".join(f"{name} {count}" for name, count in sorted(counts.items())),
        stamp=f"有 {waiting} 条未审定，只供审核，不要装入正式的系统" if waiting else "全部已审定",
        parts=sum(name.startswith("opensearch/bulk-") for name in files),
        record=cited.record if cited else "biaozhi",
        art=cited.art if cited else "1",
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
