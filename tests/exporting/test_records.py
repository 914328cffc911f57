"""The records of the export: what they hold, where their citations stand, what fits OpenSearch."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from kb.exporting.model import Citation, SectionRecord
from kb.exporting.publish import export_files
from kb.exporting.records import Origin, section_records
from kb.inputs import Audience, BuildInputs
from kb.linking.mentions import LinkGraph
from kb.search.sections import sections
from kb.site import Record, select
from tests.tiny import DAY, TinySite

INPUTS = BuildInputs(DAY, "http://kb.example/", Audience.LEADERS)
ORIGIN = Origin("知识库", "xx局")
LAW = """\
---
id: mou-fa-2020
code: GZ-002
title: 中华人民共和国某法
summary: 测试用。
topics: [tanhua]
audience: 全局
owner: 办公室负责人
review_by: 2027-03-31
updated: 2026-11-23
approval: {content: 甲岗位, secrecy: 乙岗位, date: 2026-11-23}
issuer: 全国人民代表大会
text_kind: 正式文本
status: 现行有效
family: mou-fa
effective: 2020-07-01
---

第一条　有下列情形之一的，**谈话**：

（一）甲。

（二）乙。

第二条　违反第一条第（二）项的，按照《廉政谈话制度》第二条办理，又按照《廉政谈话制度》第二条记录。
"""


@pytest.fixture
def tiny(tmp_path: Path) -> TinySite:
    tiny = TinySite.make(tmp_path)
    tiny.write("rules/mou-fa-2020.md", LAW)
    return tiny


def made(tiny: TinySite) -> dict[str, SectionRecord]:
    site = select(tiny.site(), INPUTS.edition)
    graph = LinkGraph.of(site, INPUTS.date)
    return {record.id: record for record in section_records(site, graph, INPUTS, ORIGIN)}


def test_a_section_says_where_it_stands_and_what_it_is(tiny: TinySite) -> None:
    record = made(tiny)["mou-fa-2020#art-2"]
    assert record.code == "GZ-002-2"
    assert record.title == "《某法》第二条"
    assert record.url == "rules/mou-fa-2020.html#art-2"
    assert record.short_url == "s/gz-002.html#art-2"
    assert (record.base_url, record.unit, record.edition) == ("http://kb.example/", "xx局", "班子")
    assert record.audience == "全局"
    assert record.approved
    assert record.approval
    assert record.approval.secrecy == "乙岗位"
    assert record.rule
    assert (record.rule.text_kind, record.rule.effective) == ("正式文本", date(2020, 7, 1))
    assert record.case is None


def test_a_citation_is_found_in_the_text_of_its_section(tiny: TinySite) -> None:
    record = made(tiny)["mou-fa-2020#art-2"]
    own, first, second = record.citations
    assert (own.record, own.art, own.para, own.item) == ("mou-fa-2020", "1", 1, 2)
    assert own.version == date(2020, 7, 1)
    assert (first.record, first.art, first.text_kind) == ("tanhua", "2", "示范文本")
    starts = [one.start for one in record.citations]
    assert starts == sorted(start for start in starts if start is not None)
    assert first.start != second.start
    for one in record.citations:
        assert record.text[one.start : one.end] == one.words


def test_what_the_front_matter_cites_has_a_role_and_no_place(tiny: TinySite) -> None:
    cited = made(tiny)["gouwuka#violated"].citations
    assert [(one.role, one.record, one.anchor, one.start) for one in cited][:2] == [
        ("违反", "tanhua", "art-2", None),
        ("错在这一步", "zhichu", "step-1", None),
    ]


def test_no_section_and_no_citation_is_lost(tiny: TinySite) -> None:
    site = select(tiny.site(), INPUTS.edition)
    records = made(tiny)
    assert list(records) == [section.id for section in sections(site)]
    mentions = LinkGraph.of(site, INPUTS.date).mentions
    wanted = sum(isinstance(mention.page, Record) for mention in mentions)
    assert sum(len(record.citations) for record in records.values()) == wanted > 5


def test_a_plain_page_is_found_by_its_summary_and_cites_nothing(tiny: TinySite) -> None:
    text = tiny.text("index.md").replace("首页", "关于")
    tiny.write("about.md", f"{text}\n见《廉政谈话制度》第二条。\n")
    assert made(tiny)["about"].citations == ()


def test_an_edition_names_nothing_narrower(tiny: TinySite) -> None:
    tiny.replace("rules/mou-fa-2020.md", "audience: 全局", "audience: 班子")
    tiny.replace("rules/tanhua.md", "family: tanhua", "family: tanhua\nimplements: [mou-fa-2020]")
    site = select(tiny.site(), Audience.MEMBERS)
    inputs = BuildInputs(DAY)
    found = tuple(section_records(site, LinkGraph.of(site, DAY), inputs, ORIGIN))
    files = export_files(found, inputs, ORIGIN)
    assert b"tanhua" in files["sections.jsonl"]
    assert not [name for name, raw in files.items() if b"mou-fa" in raw or "某法".encode() in raw]


def test_every_line_keeps_the_schema_and_nothing_else_does(tiny: TinySite) -> None:
    files = export_files(tuple(made(tiny).values()), INPUTS, ORIGIN)
    lines = files["sections.jsonl"].decode().splitlines()
    assert len(lines) == len(made(tiny))
    schema = json.loads(files["section.schema.json"])
    for line in lines:
        SectionRecord.model_validate_json(line)
        assert list(json.loads(line)) == list(schema["properties"]) == schema["required"]
    with pytest.raises(ValidationError):
        SectionRecord.model_validate_json(lines[0].replace('"title"', '"titel"', 1))


def test_the_bulk_file_is_the_records_under_keys_of_their_own(tiny: TinySite) -> None:
    files = export_files(tuple(made(tiny).values()), INPUTS, ORIGIN)
    lines = files["opensearch/bulk-001.ndjson"].decode().splitlines()
    assert lines[1::2] == files["sections.jsonl"].decode().splitlines()
    keys = [json.loads(line)["index"]["_id"] for line in lines[::2]]
    assert len(set(keys)) == len(keys)
    assert keys[0].startswith("http://kb.example/ ")
    assert max(len(key.encode()) for key in keys) <= 512


def test_a_bulk_file_is_small_enough_to_be_sent(
    tiny: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.exporting.publish._PART", 4000)
    files = export_files(tuple(made(tiny).values()), INPUTS, ORIGIN)
    parts = [raw for name, raw in sorted(files.items()) if "bulk" in name]
    assert len(parts) > 3
    assert all(part.endswith(b"\n") and part.count(b"\n") % 2 == 0 for part in parts)
    whole = b"".join(line + b"\n" for part in parts for line in part.splitlines()[1::2])
    assert whole == files["sections.jsonl"]


def test_the_mapping_knows_every_field(tiny: TinySite) -> None:
    files = export_files(tuple(made(tiny).values()), INPUTS, ORIGIN)
    mapping = json.loads(files["opensearch/mapping.json"])["mappings"]
    assert mapping["dynamic"] == "strict"
    fields: dict[str, Any] = mapping["properties"]
    assert set(fields) == set(SectionRecord.model_fields)
    assert set(fields["citations"]["properties"]) == set(Citation.model_fields)
    for name in ("rule", "case", "approval"):
        told = json.loads(files["section.schema.json"])["$defs"]
        model = {"rule": "RuleVersion", "case": "CaseFacts", "approval": "Approval"}[name]
        assert set(fields[name]["properties"]) == set(told[model]["properties"])


def test_the_same_content_gives_the_same_bytes(tiny: TinySite) -> None:
    once = export_files(tuple(made(tiny).values()), INPUTS, ORIGIN)
    again = export_files(tuple(made(tiny).values()), INPUTS, ORIGIN)
    assert once == again
