"""`verify`: the citations and codes of drafts, each with what is wrong."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kb.commands import ROOT, Mistake
from kb.commands.arguments import add_date, add_docs
from kb.reading import read_site
from kb.verifying import Finding, Register, Tone, verify
from kb.verifying.drafts import Draft, NoDraft, read_draft

_NAMES = {Tone.BAD: "要改", Tone.OLD: "改过", Tone.UNSURE: "核对不了", Tone.GOOD: "存在"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_docs(parser)
    add_date(parser, "按哪一天有效的规则核对，如 2022-05-01（默认今天）")
    parser.add_argument("files", nargs="+", metavar="文件", help="草稿：.docx、.pptx、.txt、.md")


def run(options: argparse.Namespace) -> int:
    """Print every citation of the drafts with what was found; return 1 if something is wrong."""
    site = read_site(options.docs, root=ROOT).site
    if site is None:
        raise Mistake("内容读不出来：请先运行 kb.py check")
    register, wrong = Register.of(site), False
    for file in options.files:
        try:
            draft = read_draft(Path(file))
        except NoDraft as reason:
            print(f"{file}：{reason}", file=sys.stderr)
            wrong = True
            continue
        findings = verify(draft.text, register, options.date)
        print("\n".join(told(file, draft, findings)))
        wrong = wrong or any(finding.tone in {Tone.BAD, Tone.OLD} for finding in findings)
    return 1 if wrong else 0


def told(file: str, draft: Draft, findings: Sequence[Finding]) -> list[str]:
    """Return the findings as lines to be read: place and words, the notes indented, the counts."""
    lines = []
    for finding in findings:
        words = " ".join(draft.text[finding.start : finding.end].split())
        lines.append(f"{file}:{draft.place(finding.start)}: {words}")
        lines += [f"    {finding.name}{note.subject}　{note.text}" for note in finding.notes]
    tones = Counter(finding.tone for finding in findings)
    counts = [f"{name}{tones[tone]}处" for tone, name in _NAMES.items() if tones[tone]]
    told_ = f"共{len(findings)}处引用和编号：{'，'.join(counts)}"
    total = told_ if findings else "没有找到引用，也没有编号"
    return [*lines, f"{file}：{total}"]
