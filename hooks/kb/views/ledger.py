"""A year read across: problem, what was planned against it, what came of it."""

from dataclasses import dataclass

from kb.headings import Part, targets
from kb.site import Annual

_AGAINST = "针对问题"
_INFERRED = "编者推断"
_NO_MATERIAL = "无材料"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its answer; `inferred` where the source does not link it to the problem."""

    id: str
    title: str
    inferred: bool
    answer: str

    @property
    def answered(self) -> bool:
        """Whether there is material on what came of it."""
        return self.answer != _NO_MATERIAL


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A problem and the plans against it; `problem` is None for plans that answer none."""

    problem: Part | None
    plans: tuple[Plan, ...]


def ledger(annual: Annual) -> tuple[LedgerLine, ...]:
    """Return the problems of a year in their order, then the plans without a problem."""
    plans = [item for item in annual.items if item.id.startswith("plan-")]
    lines = []
    for problem in annual.items:
        if problem.id.startswith("problem-"):
            against = [plan for plan in plans if problem.id in targets(plan.field(_AGAINST))]
            lines.append(LedgerLine(problem, tuple(_plan(plan) for plan in against)))
    free = tuple(_plan(plan) for plan in plans if not targets(plan.field(_AGAINST)))
    return (*lines, LedgerLine(None, free)) if free else tuple(lines)


def _plan(plan: Part) -> Plan:
    inferred = _INFERRED in plan.field(_AGAINST)
    return Plan(plan.id, plan.title, inferred, plan.field("答复") or _NO_MATERIAL)
