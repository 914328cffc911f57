"""What the benchmarks make of their figures, without taking any."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kb.bench.build import OFFICE, STAGES, Result, Stages, ratios, report
from kb.bench.clock import HOOKS, SLIDES, Clock, stages
from kb.bench.content import PageKind
from kb.bench.load import Load, read_load
from kb.bench.measuring import Cost, Weight, cost_of, growth, table, weigh
from kb.commands import Mistake

WRK = """\
Running 3s test @ http://127.0.0.1:8080/
  2 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     8.61ms    3.10ms  40.11ms   75.31%
    Req/Sec     3.70k   310.10     4.40k    70.00%
  Latency Distribution
     50%  990.00us
     75%    9.90ms
     90%   12.00ms
     99%    1.68s
  22000 requests in 3.01s, 262.11MB read
  Socket errors: connect 0, read 1, write 0, timeout 2
  Non-2xx or 3xx responses: 4
Requests/sec:   7322.10
Transfer/sec:     87.00MB
""".replace("1.68s", "1.68s ")


def test_growth_is_the_exponent_between_the_ends() -> None:
    assert growth({300: 3.0, 1000: 99.0, 3000: 300.0}) == pytest.approx(2)
    assert growth({300: 3.0, 3000: 30.0}) == pytest.approx(1)
    assert growth({300: 3.0}) is None


def test_a_table_is_markdown() -> None:
    assert table(["", "秒"], [["甲", "1"]]) == "|  | 秒 |\n|---|--:|\n| 甲 | 1 |"


def test_what_wrk_says_is_read() -> None:
    assert read_load(WRK) == Load(7322.1, 87 * 1.048576, 0.99, 1680.0, 7)
    with pytest.raises(Mistake, match="读不懂"):
        read_load("nothing")


def test_a_site_is_weighed_without_what_only_forwards(tmp_path: Path) -> None:
    for name, size in (
        ("index.html", 30),
        ("rules/a.html", 50),
        ("s/gz-001.html", 9),
        ("a.css", 1),
    ):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"x" * size)
    assert weigh(tmp_path) == Weight(files=4, size=90, pages=2, html=80)


def test_the_cost_of_a_command_counts_its_children() -> None:
    spin = "import time\nwhile time.process_time() < 0.3: pass"
    inner = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {spin!r}])"
    found = cost_of([sys.executable, "-c", inner])
    assert found.user + found.system > 0.25
    assert 5 < found.peak < 100


def test_a_command_that_fails_is_told_with_its_words() -> None:
    with pytest.raises(Mistake, match="it broke"):
        cost_of([sys.executable, "-c", "raise SystemExit('it broke')"])


def test_the_clock_gives_each_stage_what_its_inner_ones_leave(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0

    def pass_(seconds: float) -> None:
        nonlocal now
        now += seconds

    monkeypatch.setattr("kb.bench.clock.time.process_time", lambda: now)
    clock = Clock()
    inner = clock.wrap("inner", lambda: pass_(2))

    def work() -> None:
        pass_(1)
        inner()
        inner()

    clock.wrap("outer", work)()
    assert clock.spent == {"inner": 4, "outer": 1}
    clock.wrap_whole("all", work, lambda: True)()
    clock.wrap_whole("none", work, lambda: False)()
    assert clock.spent == {"inner": 8, "outer": 1, "all": 5}


def test_the_stages_are_those_of_the_build() -> None:
    assert {*OFFICE, *STAGES} - {HOOKS, SLIDES} <= {stage.name for stage in stages()}


def result() -> Result:
    costs = {
        "本站，从头生成": Cost(2.0, peak=250),
        "本站，没有改动再生成": Cost(0.2),
        "本站，改了一页再生成": Cost(0.4),
        "Zensical 9": Cost(4.0),
        "Material": Cost(8.0),
        "没有hooks": Cost(1.6),
    }
    names = {"Zensical": "Zensical 9", "Material": "Material", "WithoutHooks": "没有hooks"}
    cold = Stages(1.8, {"hooks": 0.1, "read_site": 0.3, "write_new": 0.2})
    edited = Stages(0.5, {"hooks": 0.1, "read_site": 0.2})
    weight = Weight(10, 1_000_000, 4, 80_000)
    return Result(PageKind.SHORT, 300, costs, 1.0, names, cold, edited, weight)


def test_the_ratios_are_of_one_run() -> None:
    assert [(name, round(ratio, 3)) for name, ratio, _ in ratios(result())] == [
        ("从头生成 / Zensical", 0.5),
        ("从头生成 / Material", 0.25),
        ("没有改动 / Material", 0.025),
        ("改了一页 / Material", 0.05),
        ("从头生成 / M", 2.0),
        ("hooks增加的（与没有hooks的同一配置相比）", 0.25),
        ("内存峰值 / 500 MB", 0.5),
        ("每页HTML / 40 KB", 0.5),
    ]


def test_slides_and_office_files_are_left_out_of_the_ratios() -> None:
    given = result()
    half = Stages(2.0, {"slides_file": 0.6, "write_files": 0.3, "slides": 0.1})
    found = {name: ratio for name, ratio, _ in ratios(replace(given, stages=half))}
    assert found["从头生成 / Zensical"] == pytest.approx(0.25)
    assert found["没有改动 / Material"] == pytest.approx(0.025)


def test_the_report_names_every_stage() -> None:
    told = report(result())
    assert told.startswith("### short 300 页\n")
    assert "| 读入、认引用、检查 | 0.30 | 0.30 | 0.20 |" in told
    assert "| `write_new` | 0.20 | 0.20 | 0.00 |" in told
    assert "| MkDocs和模板 | 1.20 | 1.20 | 0.20 |" in told
