"""The days that real texts name, and those that must not be concluded."""

from datetime import date

import pytest

from kb.importing.dates import day_in_name, effective_on, is_history, issued_on

PASSED = "2020年5月28日 第十三届全国人民代表大会第三次会议通过"


@pytest.mark.parametrize(
    ("history", "named", "issued"),
    [
        ([PASSED], None, "2020-05-28"),
        ([PASSED, "2021年1月1日 施行"], None, "2020-05-28"),
        (
            ["（2019年5月6日通过　根据2020年1月2日《关于修改〈甲〉的决定》修正）"],
            None,
            "2020-01-02",
        ),
        (["二〇一七年三月一日 国务院令第676号公布"], None, "2017-03-01"),
        (["2020年2月30日 通过"], None, "None"),
        ([PASSED, "2021年6月10日 《2022年1月1日的决定》修订"], None, "2021-06-10"),
        ([PASSED], "2023-03-01", "2023-03-01"),
        ([], "2023-03-01", "2023-03-01"),
        (["2008年8月1日 国务院令第531号公布"], "2008-07-01", "2008-08-01"),
    ],
)
def test_issued_on(history: list[str], named: str | None, issued: str) -> None:
    assert str(issued_on(history, date.fromisoformat(named) if named else None)) == issued


@pytest.mark.parametrize(
    ("history", "closing", "effective"),
    [
        ([PASSED], "本法自2021年1月1日起施行。", "2021-01-01"),
        ([PASSED], "本法自二〇二一年一月一日起施行。", "2021-01-01"),
        ([PASSED, "2021年1月1日 施行"], "本法由某局解释。", "2021-01-01"),
        ([PASSED], "本法自公布之日起施行。", "2020-05-28"),
        ([PASSED], "本法自公布之日起三十日后施行。", "None"),
        ([PASSED], "本法自某某项目建成之日起施行。", "None"),
        ([PASSED, "2022年1月2日 《决定》修正"], "本法自2021年1月1日起施行。", "None"),
        ([PASSED, "2022年1月2日 《决定》修正"], "本法自公布之日起施行。", "None"),
        ([PASSED, "2022年1月2日 修订"], "本法自2022年3月1日起施行。", "2022-03-01"),
        ([PASSED], "第三条自2021年1月1日起适用。", "None"),
        ([], "本法自2021年1月1日起施行。", "2021-01-01"),
        ([], "本法自公布之日起施行。", "None"),
    ],
)
def test_effective_on(history: list[str], closing: str, effective: str) -> None:
    assert str(effective_on(history, [closing], issued_on(history, None))) == effective


@pytest.mark.parametrize(
    ("text", "history"),
    [
        (PASSED, True),
        ("（2019年5月6日某市人民代表大会通过）", True),
        ("2020年1月1日 施行", True),
        ("2020年工作安排如下：", False),
        ("2020年1月1日以前发生的行为，按照当时公布的规定处理。", False),
    ],
)
def test_history_is_told_from_text(text: str, history: bool) -> None:
    assert is_history(text) is history


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("预算法(2018-12-29)", "2018-12-29"),
        ("中华人民共和国预算法_20181229", "2018-12-29"),
        ("预算法2018年", "None"),
        ("预算法(2018-13-29)", "None"),
        ("2018-12-29预算法第2稿", "None"),
    ],
)
def test_day_in_name(name: str, day: str) -> None:
    assert str(day_in_name(name)) == day
