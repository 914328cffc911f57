"""Marks that say a paper must stay inside, and the kinds of paper that never leave.

Laws write of 绝密、机密、秘密, rules of 谈话记录 as a form: only what is set as a mark counts, and what
stands between “ ” is spoken of, not set.
"""

import re
from collections.abc import Iterator

from kb.outgoing.finding import Finding
from kb.outgoing.names import NAME
from kb.problem import Code

_Patterns = tuple[tuple[str, re.Pattern[str]], ...]
"""Regexes, each with a word without which it need not be tried: most texts hold none of them."""


def _compiled(patterns: tuple[tuple[str, str], ...]) -> _Patterns:
    return tuple((needle, re.compile(pattern)) for needle, pattern in patterns)


_GRADE = "(?:绝密|机密|秘密|工作秘密)"
_ALONE = r"(?m:^[ \t>*_`]*(?P<own>{words})[ \t*_`]*$)"
_MARKS = _compiled(
    (
        (
            "密",
            rf"(?P<own>{_GRADE} *(?:[★☆]|\*(?= *[0-9]))(?: *[0-9]{{1,2}} *(?:年|个月|月)| *长期)?)",
        ),
        (
            "密",
            rf"(?m:(?:^|(?<=[\s:|>(\[【]))(?P<own>{_GRADE} *[0-9]{{1,2}} *(?:年|个月))(?=$|[\s,。;)\]】|]))",
        ),
        ("密级", rf"密级[ :]*(?P<own>{_GRADE})(?![/、,或 ]*(?:绝密|机密|秘密)|级)"),
        (
            "",
            rf"(?:【|\[|\()(?P<own>{_GRADE}|内部资料|内部文件|内部使用|仅供内部使用)(?:】|\](?!\()|\))",
        ),
        ("", _ALONE.format(words=rf"{_GRADE}|内部资料|内部文件")),
        (
            "内部",
            r"(?P<own>内部(?:资料|文件|材料)[ ,、:·]*(?:注意保存|妥善保管|不得外传|请勿外传|严禁外传"
            r"|不得翻印|严禁翻印|请勿翻印|不得复制|严禁复制))",
        ),
        (
            "翻印",
            r"(?m:(?:^[ \t>*_(]*|[(【]|(?<=[ ,、;])(?<!资料[ ,、;])(?<!文件[ ,、;]))"
            r"(?P<own>(?:不得|严禁|禁止|请勿)(?:擅自)?翻印)(?=[ \t*_。,!)】]*$|[)】]))",
        ),
        ("此件", r"(?P<own>此件(?:不|不予|暂不|不宜)公开(?:发布)?|此件依申请公开)"),
        (
            "发至",
            r"(?m:(?:此件|\(|【|^[ \t>*_]*)(?P<own>(?:只)?发至[\u4e00-\u9fff、()]{1,8}级)(?=[ \t*_。)】]*$|[)】]))",
        ),
    )
)
_KINDS = (
    "巡[察视](?:组)?(?:工作)?(?:情况)?反馈(?:意见|报告|情况)?|问题线索(?:登记表|台账|移送函|清单|摘要"
    "|情况|处置情况|处置报告|处置意见)?|(?:干部|人选|现实表现)?考察材料|(?:廉政|提醒|诫勉|任前|任职|考察"
    "|审查调查)?谈话(?:笔录|记录)|(?:党组|党委|党组织|局长办公|局务|支委|支部)?会议?原始记录"
    "|初步核实(?:情况)?报告|审查调查报告|信访举报(?:件|材料)|检举控告(?:件|材料)"
)
_PAPERS = _compiled(
    (
        # The title of a page, a heading from Word, or a line of its own. In a list of papers to
        # be kept it is only named.
        (
            "",
            rf"(?m:^(?:title:[ \t]*[\"']?|#[ \t]+|[ \t>*_]*)(?:关于[^\n。]{{0,40}}?)?(?P<own>{_KINDS})"
            r"[\"'*_ \t]*$)",
        ),
        (
            "反馈",
            r"(?P<own>(?:中共)?[\u4e00-\u9fff]{0,10}巡[察视](?:工作领导小组|组)[^\n。]{0,20}(?:向|关于)"
            r"[^\n。某]{2,30}反馈(?:了)?巡[察视](?:情况|意见))",
        ),
        # A form that somebody has filled in.
        (
            "人",
            rf"(?m:(?P<own>被谈话人|谈话对象|谈话人|记录人|反映人|举报人|被反映人|被举报人|考察对象|被考察人)"
            rf"[ \t*]*:[ \t*]*{NAME}(?=[ \t*|,;。(]|$))",
        ),
        ("编号", r"(?P<own>(?:线索|信访|案件)编号)[ \t*]*:[ \t*]*[A-Za-z0-9〔\[(][^\s|]{3,}"),
    )
)
_PAPER_NAMES = _compiled((("", rf"(?P<own>{_KINDS})"),))
_MARK_NAMES = _compiled((("", r"(?P<own>绝密|机密|(?<!国家)秘密|内部资料)"),))
_PATHS = _compiled(
    (
        (
            "\\\\",
            r"(?<![\\\w])(?P<own>\\\\[A-Za-z0-9.\u4e00-\u9fff_-]{2,}\\[^\s*?\"<>|)`,。、;“”]+)",
        ),
        (
            ":/",
            r"(?P<own>(?i:file|smb|nfs|ftp|sftp):/{2,3}[A-Za-z0-9\u4e00-\u9fff][^\s)>\]\"'`,。“”]*)",
        ),
        (
            ":\\",
            r"(?<![A-Za-z0-9])(?P<own>[A-Za-z]:\\{1,2}(?!\\)[^\s*?\"<>|)`,。、;“”]{3,})",
        ),
        (
            "/",
            r"(?<![\w./])(?P<own>/(?:home|Users|root|mnt|media|Volumes|data|tmp)/[^\s)>\]\"'`,。“”]+)",
        ),
    )
)
_MOST_SHOWN = 30


def find_marks(text: str) -> Iterator[Finding]:
    """Yield marks of secrecy and restriction in the normalised `text`."""
    yield from _search(text, _MARKS, Code.MARK, "密级或者限制标志")


def find_papers(text: str) -> Iterator[Finding]:
    """Yield what shows that the normalised `text` is a paper that never leaves."""
    yield from _search(text, _PAPERS, Code.PAPER, "不能出门的材料")


def find_paper_in_name(name: str) -> Iterator[Finding]:
    """Yield a kind of paper that never leaves, or a mark, in the name of a file."""
    yield from _search(name, _PAPER_NAMES, Code.PAPER, "不能出门的材料")
    yield from _search(name, _MARK_NAMES, Code.MARK, "密级或者限制标志")


def find_paths(text: str) -> Iterator[Finding]:
    """Yield addresses of file shares and of files on somebody's computer."""
    yield from _search(text, _PATHS, Code.PATH, "共享文件夹或者本机的路径")


def _search(text: str, patterns: _Patterns, code: Code, what: str) -> Iterator[Finding]:
    for needle, pattern in patterns:
        if needle not in text:
            continue
        for found in pattern.finditer(text):
            start, end = found.span("own")
            quoted = text[start - 1 : start] == "“" and text[end : end + 1] == "”"
            if not quoted:
                words = found["own"].strip()
                shown = words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN]}…"
                yield Finding(start, end, code, what, shown)
