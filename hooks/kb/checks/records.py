"""Front matter across records: identities, references, vocabulary, dates."""

from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import PurePosixPath

from kb.address import Address
from kb.checks.occasions import check_occasion
from kb.kinds import COLLECTIONS
from kb.linking.mentions import declared
from kb.model import TextKind
from kb.outgoing.names import person_in
from kb.problem import Code, Problem
from kb.site import Annual, Case, Meeting, Page, Procedure, Record, Rule, Site
from kb.yamltext import Loc


def check_collections(site: Site, unread: Iterable[str], docs: str) -> Iterator[Problem]:
    """Yield a problem for every collection without a single record."""
    filled = {page.kind for page in site.pages if isinstance(page, Record)}
    broken = {src.partition("/")[0] for src in unread}
    for kind in COLLECTIONS:
        if kind not in filled and kind.value not in broken:
            yield Problem(
                f"{docs}/{kind.value}",
                1,
                1,
                Code.EMPTY_COLLECTION,
                f"“{kind.label}”里一个页面也没有",
                "至少放一个 .md 页面，模板见编辑指南",
            )


def check_records(site: Site, unread: Iterable[str]) -> Iterator[Problem]:
    """Yield what is wrong in the front matter of each page, or between pages."""
    pending = {PurePosixPath(src).stem for src in unread}
    taken: dict[str, Record] = {}
    named: dict[str, Rule] = {}
    for page in site.pages:
        yield from _dates(page)
        yield from _posts(page)
        if not isinstance(page, Record):
            continue
        yield from _identity(page, taken)
        yield from _vocabulary(page, site)
        for loc, text, _, _ in declared(page):
            if (Address.parse(text) or Address("")).record not in pending:
                yield from _reference(page, loc, text, site)
        if isinstance(page, Meeting):
            yield from check_occasion(site, page)
        if isinstance(page, Rule):
            yield from _text_kind(page)
            yield from _aliases(page, named)


def _identity(record: Record, taken: dict[str, Record]) -> Iterator[Problem]:
    """Yield what is wrong with the id and the code; note both in `taken`."""
    meta, problem = record.meta, record.header.problem
    path = PurePosixPath(record.source.src)
    stem, folder = path.stem, record.kind.value
    if path.parent.as_posix() != folder:
        yield problem(
            ("id",),
            Code.ID_NOT_STEM,
            f"页面要直接放在 {folder} 文件夹里，不再分文件夹",
            f"例如 {folder}/{stem}.md",
        )
    elif meta.id != stem:
        yield problem(
            ("id",),
            Code.ID_NOT_STEM,
            f"id 是 {meta.id}，文件名却是 {stem}.md",
            f"两者要相同，例如 id: {stem}",
        )
    prefix = record.kind.code_prefix
    if not meta.code.startswith(f"{prefix}-"):
        yield problem(
            ("code",),
            Code.WRONG_VALUE,
            f"{record.kind.label}的编号应以 {prefix}- 开头",
            f"例如 code: {prefix}-001",
        )
    # An id that is not its file's name is wrong by itself; the page that has the name is in its right.
    for key, value in (("id", meta.id), ("code", meta.code)):
        if key == "id" and meta.id != stem:
            continue
        if (other := taken.setdefault(value, record)) is not record:
            yield problem(
                (key,),
                Code.DUPLICATE,
                f"{key} {value} 已被 {other.source.path} 使用",
                "每个页面的 id 和编号都要唯一，发布后不改",
            )


def _vocabulary(record: Record, site: Site) -> Iterator[Problem]:
    """Yield words that the vocabulary does not have."""
    vocabulary = site.vocabulary
    topics = site.topics
    uses: list[tuple[str, Iterable[str], Iterable[str]]] = [("topics", record.meta.topics, topics)]
    if isinstance(record, Case):
        uses.append(("behaviours", record.meta.behaviours, vocabulary.behaviours))
        uses.append(("levels", record.meta.levels, vocabulary.levels))
    if isinstance(record, Procedure):
        uses.append(("thresholds", record.meta.thresholds, site.thresholds))
    if isinstance(record, Meeting):
        uses.append(("forms", record.meta.forms, [form.id for form in site.forms]))
    for key, used, words in uses:
        known = list(words)
        for index, word in enumerate(used):
            if word not in known:
                yield record.header.problem(
                    (key, index),
                    Code.UNKNOWN_TERM,
                    f"{key} 里没有“{word}”这个词",
                    "可用："
                    + "、".join(f"{id}（{topics[id]}）" if id in topics else id for id in known)
                    if known
                    else "数据文件里一个也没有",
                )


def _reference(record: Record, loc: Loc, text: str, site: Site) -> Iterator[Problem]:
    """Yield a problem if `text` names nothing on the site."""
    address = Address.parse(text)
    if address is not None and site.has(address):
        return
    problem = record.header.problem
    target = site.records.get(address.record) if address else None
    if address is None:
        yield problem(
            loc,
            Code.WRONG_VALUE,
            f"“{text}”不是地址",
            "例如 jilv-chufen-2023#art-97 或 caigou#step-3",
        )
    elif target is None:
        near = get_close_matches(address.record, site.records, 3, 0.5)
        hint = "相近的有：" + "、".join(near) if near else "请核对文件名"
        yield problem(loc, Code.DANGLING, f"没有 id 为 {address.record} 的页面", hint)
    else:
        extent = f"该规则收录 {len(target.articles)} 条" if isinstance(target, Rule) else ""
        yield problem(loc, Code.DANGLING, f"{target.meta.title}里没有 #{address.anchor}", extent)


def _aliases(rule: Rule, named: dict[str, Rule]) -> Iterator[Problem]:
    """Yield names that another family of rules has; note them in `named`."""
    for index, alias in enumerate(rule.meta.aliases):
        other = named.setdefault(alias, rule)
        if other.meta.family != rule.meta.family:
            yield rule.header.problem(
                ("aliases", index),
                Code.DUPLICATE,
                f"通称“{alias}”已被 {other.source.path}:{_alias_line(other)} 使用",
                "一个通称只能指一项规则；是同一规则的另一版本时，写同一个 family",
            )


def _alias_line(rule: Rule) -> int:
    return rule.header.place(("aliases",))[0]


def _text_kind(rule: Rule) -> Iterator[Problem]:
    """Yield what a rule says of its force although its kind of text has none, or fails to say."""
    meta = rule.meta
    if meta.text_kind is TextKind.MODEL:
        for key in ("number", "promulgated", "effective", "status", "repealed_on"):
            if getattr(meta, key) is not None:
                yield rule.header.problem(
                    (key,),
                    Code.TEXT_KIND,
                    f"示范文本不具效力，不能写 {key}",
                    "本单位印发后改为 text_kind: 正式文本，再写文号和日期",
                    at_key=True,
                )
    elif meta.status is None:
        yield rule.header.problem(
            (), Code.TEXT_KIND, f"{meta.text_kind}要写明效力状态", "例如 status: 现行有效"
        )


def _posts(page: Page) -> Iterator[Problem]:
    """Yield people who are named where only a post may stand."""
    posts: list[tuple[Loc, str]] = [(("owner",), page.meta.owner)]
    if approval := page.meta.approval:
        posts += [(("approval", "content"), approval.content)]
        posts += [(("approval", "secrecy"), approval.secrecy)]
    for loc, post in posts:
        if name := person_in(post):
            message = f"{loc[-1]} 写的是人名：{name}"
            yield page.header.problem(loc, Code.NAME, message, "写岗位，不写姓名")


def _dates(page: Page) -> Iterator[Problem]:
    """Yield dates that stand in the wrong order."""
    pairs: list[tuple[str, date | None, str, date | None, str]] = [
        ("review_by", page.meta.review_by, "updated", page.meta.updated, "复核期限早于更新日期")
    ]
    if isinstance(page, Rule):
        meta = page.meta
        pairs += [
            ("effective", meta.effective, "promulgated", meta.promulgated, "施行日期早于发布日期"),
            ("repealed_on", meta.repealed_on, "effective", meta.effective, "失效日期早于施行日期"),
        ]
    for later_key, later, earlier_key, earlier, message in pairs:
        if later and earlier and later < earlier:
            hint = f"{earlier_key}: {earlier}，{later_key}: {later}"
            yield page.header.problem((later_key,), Code.DATE_ORDER, message, hint)
    if isinstance(page, Annual) and str(page.meta.year) != page.meta.id:
        yield page.header.problem(("year",), Code.WRONG_VALUE, "year 与 id 不是同一年")
