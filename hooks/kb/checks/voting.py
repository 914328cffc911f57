"""到会与计票: kinds of items that stand twice, contradict procedures, or rest on nothing."""

from collections.abc import Iterator
from datetime import date

from kb.checks.decisions import check_basis
from kb.deciding.model import COUNTING, Voting
from kb.problem import Code, Problem
from kb.site import Procedure, Site
from kb.yamltext import Loc, YamlText


def check_voting(site: Site, voting: Voting, yaml: YamlText, day: date) -> Iterator[Problem]:
    """Yield everything wrong with `voting`, which `yaml` holds; `day` counts as today."""
    yield from check_basis(site, voting.opening_basis, ("opening_basis",), yaml, day, COUNTING)
    for index, rule in enumerate(voting.rules):
        yield from check_basis(site, rule.basis, ("rules", index, "basis"), yaml, day, COUNTING)
    for index, ballot in enumerate(voting.ballots):
        loc: Loc = ("ballots", index)
        yield from check_basis(site, ballot.basis, (*loc, "basis"), yaml, day, COUNTING)
    counted = {ballot.quorum for ballot in voting.ballots}
    for procedure in site.of(Procedure):
        if procedure.meta.quorum not in counted:
            message = f"{procedure.meta.code}要求{procedure.meta.quorum}到会，没有一种议题是这样"
            hint = "在 ballots 里补一种议题，或者改正程序页的 quorum"
            yield yaml.problem(("ballots",), Code.VOTING, message, hint)
            return
