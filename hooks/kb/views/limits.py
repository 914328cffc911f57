"""Limits that decide whether a matter goes to a meeting, in words."""

from kb.model import ProcedureMeta, Threshold
from kb.site import Site
from kb.views.frame import chinese_date


def limits(site: Site, meta: ProcedureMeta) -> tuple[str, ...]:
    """Return the limits of a procedure in words, 不论金额 where it has none."""
    return tuple(_limit(site.thresholds[key]) for key in meta.thresholds) or ("不论金额",)


def _limit(threshold: Threshold) -> str:
    """Return a limit in words; one that the unit has not confirmed says so."""
    if threshold.amount is None or not threshold.confirmed:
        return f"{threshold.title}：待本单位确认。{threshold.reference}"
    return f"{threshold.title}：{amount_of(threshold)}（{chinese_date(threshold.effective)}起）"


def amount_of(threshold: Threshold) -> str:
    """Return the amount of a limit in words: 10万元, 10%; empty where it has none."""
    if threshold.amount is None:
        return ""
    if threshold.unit == "元" and threshold.amount >= 10_000:
        return f"{threshold.amount / 10_000:.10g}万元"
    return f"{threshold.amount:.12g}{threshold.unit}"
