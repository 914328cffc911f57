"""Names of people where the convention wants 某某, and details that together point at one person.

A name is a common surname and one or two signs where a name stands: behind a post or a kinship,
before 同志, beside the sex. Words that only begin like a name (周末, 陈述) are left out.
"""

import re
from collections.abc import Iterator

from kb.outgoing.finding import Finding, normalise, without_overlaps
from kb.problem import Code

_SURNAME = (
    "(?:[王李张刘陈杨赵黄周吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛潘杜戴夏"
    "钟汪田姜范廖邹熊陆郝崔邱秦顾侯邵孟龙段雷钱汤尹黎武乔贺赖龚樊殷洪俞聂岳葛鲍毕郁翟耿牛霍蔺]"
    "|欧阳|司马|上官|诸葛|夏侯|皇甫|慕容|司徒|令狐|端木)"
)
_DOUBTFUL = "[于何任应时安严常向施包支管全成金明方连温高程许白文万路古孔康余叶马林石江史邢莫]"
"""Surnames that begin too many words: only before what ends a name."""
_NO_NAME = (
    "(?!周[一二三四五六日末边期转围知密到岁年]|陈[述列旧设]|黄[金色]|谢[绝谢意]|郑重|曾[经任多在有是]|夏[天季]|范[围例文本]"
    "|陆[续路]|顾[问客虑及]|段[落时]|钱[款物财包数]|董事|杜绝|武[器断装警]|田[间地]|张[贴榜罗开口三四]|汤[汁]"
    "|孙子|罗列|胡[乱来]|牛[奶]|王[牌]|李[四]|雷[同厉区]|洪[水]|毕[竟业]|戴[上着]|丁[点]|龙[头]|岳[父母]|秦[岭]"
    "|任[免职期命用务前何意选]|应[当到该休付有邀聘]|管[理控]|方[面式法案便可]|包[括含容]|成[员立为绩]|全[部体面国]"
    "|安[排全]|金[额融]|严[格重]|常[委务]|施[行工]|支[付出]|连[续同]|程序|许可|文件|余[额下]|明[确知]|何[种时人]"
    "|高度|[\u4e00-\u9fff]某)"
)
_GIVEN = (
    "[^\\W\\d_a-zA-Z的了在与和及对向从被将把为是有以于因并且或等不未没也就都又再要会能可应须上下中内外前后时所其该此这那"
    "一二三四五六七八九十两几各每全本到去来给用让叫说称经由收送买卖吃喝办做写签提接某姓家总局科处书主委党组单位公司]"
)
NAME = f"{_NO_NAME}{_SURNAME}{_GIVEN}{{1,2}}"
"""Regex fragment of a name, with its first sign."""

_POST = (
    "(?:局长|书记|主任|科长|处长|所长|站长|院长|校长|经理|会计|出纳|组长|队长|镇长|乡长|村主任|主席|部长"
    "|董事长|厂长|科员|秘书|司机)"
)
_PEOPLE = (
    rf"(?:副?{_POST}|干部|民警|党员|职工|同事|同学|老乡|朋友|老板|商人|负责人|法定代表人|法人代表|当事人|被告人|嫌疑人"
    "|举报人|供应商|妻子|丈夫|儿子|女儿|父亲|母亲|哥哥|弟弟|姐姐|妹妹|岳父|岳母|亲属|名叫|绰号)"
)
_END = (
    "(?=[,。;、(:“”\\s]|$|同志|先生|女士|利用|违规|违反|收受|接受|在|因|的|与|和|向|将|把|被|等|擅自|多次|私自"
    "|未|为|及|同|说|表示|找|组织|主持|签字|安排|给|送|以|到)"
)
_BEFORE = "(?:(?<![\u4e00-\u9fff])|(?<=[与和向由给找对请被是的叫让托]))"
_NAMES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_PEOPLE}[“ :]?(?P<own>{NAME})",
        rf"{_PEOPLE}[“ :]?(?P<own>{_NO_NAME}{_DOUBTFUL}{_GIVEN}{{1,2}}?){_END}",
        rf"{_BEFORE}(?P<own>{NAME})(?:同志|先生|女士|{_POST})",
        rf"(?P<own>{_NO_NAME}(?:{_SURNAME}|{_DOUBTFUL}){_GIVEN}{{1,2}})[,(] ?[男女][,)]",
        rf"(?:姓名|联系人|当事人|谈话人|记录人|审批人|经办人) ?: ?(?P<own>{_NO_NAME}(?:{_SURNAME}|{_DOUBTFUL}){_GIVEN}{{1,2}})",
        rf"(?:{_BEFORE}|(?<=[室科处局办部委所站]))(?P<own>{_NO_NAME}{_SURNAME})(?:{_POST}|老板|总(?=[,。;、的和与]))",
        rf"{_BEFORE}(?P<own>[小老][王李张刘陈杨赵黄吴徐孙胡朱郭罗宋郑])(?=[,。;、的和与在把说对向从被给去来收送拿办帮找要请等也就都还是又没不到为将买签写带打])",
    )
)
_PERSON = re.compile(
    rf"(?:[\u4e00-\u9fff]*{_POST})?(?P<own>{NAME}|{_NO_NAME}{_DOUBTFUL}{_GIVEN}{{1,2}})"
)
_TITLED = re.compile(rf"(?:.*[室科处局办部委所站])?(?P<own>{_NO_NAME}{_SURNAME}){_POST}")
"""办公室张主任, 张主任."""
_POST_END = re.compile("[室科部处委任长人员办会组岗位记局院所站队]$")
_DAY = re.compile(r"(?:19|20)[0-9]{2}年 ?[0-9]{1,2}月(?: ?[0-9]{1,2}日)?")
_ANY_POST = re.compile(rf"副?{_POST}|负责人|民警|工作人员")
_PLACE = re.compile(
    r"(?<![某各本全该辖外城景园郊社片库市地城])(?!某|各|本|全|该|辖|这|那|有关|所在|相关|其他|基层|另)"
    r"(?:[\u4e00-\u9fff]{2}(?:区|县|镇|乡|村)|[\u4e00-\u9fff]{2,3}(?:街道|社区|小区|大厦|大酒店|宾馆)"
    r"|[\u4e00-\u9fff]{2,3}[路街巷] ?[0-9]+号)"
)
_NO_PLACE = re.compile(
    "[某各本全该辖这那的在和与到从向了]|办公|服务|农村|新区|园区|景区|地区|市区|山区"
)
_SENTENCE = re.compile(r"[^。;!?\n]+")


def find_names(text: str) -> Iterator[Finding]:
    """Yield names of people in the normalised `text` of a case; 张某 and 张某某 are none."""
    yield from without_overlaps(
        _finding(found) for pattern in _NAMES for found in pattern.finditer(text)
    )


def person_in(post: str) -> str:
    """Return who is named where only a post may stand, masked; empty if nobody is.

    >>> person_in("办公室主任王建国"), person_in("办公室张主任"), person_in("办公室主任")
    ('王**', '张×', '')
    """
    text = normalise(post).strip()
    if titled := _TITLED.fullmatch(text):
        return _masked(titled["own"])
    found = _PERSON.fullmatch(text)
    return _masked(found["own"]) if found and not _POST_END.search(post) else ""


def find_details(text: str) -> Iterator[Finding]:
    """Yield dates that stand with a place and a post in one sentence of the normalised `text`."""
    for sentence in _SENTENCE.finditer(text):
        words = sentence.group()
        day, post = _DAY.search(words), _ANY_POST.search(words)
        place = next(
            (one for one in _PLACE.finditer(words) if not _NO_PLACE.search(one.group())), None
        )
        if day and post and place:
            start = sentence.start() + day.start()
            shown = f"{day.group()}、{place.group()}、{post.group()}"
            yield Finding(start, start + len(day.group()), Code.DETAIL, "太具体的情节", shown)


def _finding(found: re.Match[str]) -> Finding:
    return Finding(*found.span("own"), Code.NAME, "人名", _masked(found["own"]))


def _masked(name: str) -> str:
    """Return the first sign of a name alone: 张*."""
    return f"{name[0]}{'*' * (len(name) - 1)}" if len(name) > 1 else f"{name}×"
