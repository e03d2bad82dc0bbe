"""The decision: facts and a policy in; what may come back, how, until when, at what cost, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from weakref import WeakKeyDictionary

from saleor_returns_app.domain.policy.case import Case, LineCase, Way
from saleor_returns_app.domain.policy.combining import OfferedLine, combine
from saleor_returns_app.domain.policy.decision import (
    Because,
    Decision,
    LineDecision,
    Offer,
    Refusal,
    TraceStep,
)
from saleor_returns_app.domain.policy.document import PolicyDocument, PolicyVersion
from saleor_returns_app.domain.policy.explaining import Explainer, RefusalCode, Why
from saleor_returns_app.domain.policy.facts import Facts
from saleor_returns_app.domain.policy.judging import CompiledPolicy, JudgedLine, judge
from saleor_returns_app.domain.policy.offering import NOTHING, offers_for, window_of
from saleor_returns_app.domain.policy.reading import Asked
from saleor_returns_app.domain.policy.refusing import refusals_above_all, refusals_by_policy
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason, Track
from saleor_returns_app.domain.policy.tracing import Trace, steps_of
from saleor_returns_app.domain.policy.tracks import grounds_of
from saleor_returns_app.domain.policy.units import SentUnits, sent_units

_compiled: WeakKeyDictionary[PolicyVersion, CompiledPolicy] = WeakKeyDictionary()


def decide(facts: Facts, policy: PolicyVersion) -> Decision:
    """Decide about every line of an order, and about what was chosen of it."""
    compiled = _compiled.get(policy)
    if compiled is None or compiled.document is not policy.document:
        compiled = _compiled[policy] = compile_policy(policy.document)
    return decide_by(compiled, facts, version=policy.version)


def compile_policy(document: PolicyDocument) -> CompiledPolicy:
    """Make a document ready to decide by, for who decides often."""
    return CompiledPolicy(document)


def decide_by(policy: CompiledPolicy, facts: Facts, *, version: int) -> Decision:
    """Decide by a policy that was made ready before."""
    sent = sent_units(facts.order.snapshot)
    asked = Asked(facts, policy.zone)
    judged = judge(policy, asked)
    case = _case(policy, asked, sent, judged, Explainer(version))
    lines = [_offered(case, asked, sent, one) for one in judged]
    decided = [_decided(one, asked) for one in lines]
    together, refusals = _together(asked, lines, decided, case.explain)
    return Decision(
        lines=tuple(decided),
        offers=together,
        reasons=_reasons(policy.document, lines),
        message_needed_for=_message_needed_for(policy.document, asked, lines),
        policy_version=version,
        trace=Trace(lambda: _steps(lines)),
        refusals=refusals,
    )


def _case(
    policy: CompiledPolicy,
    asked: Asked,
    sent: SentUnits,
    judged: Sequence[JudgedLine],
    explain: Explainer,
) -> Case:
    facts = asked.facts
    is_all_sent = sent.covers(asked.order.lines)
    return Case(
        policy=policy,
        facts=facts,
        explain=explain,
        grounds=grounds_of(facts, policy.document, explain, is_all_sent=is_all_sent),
        refusing_always=_any_of(line.fired for line in judged) & policy.refusing_all,
        refusing_on=_refusing_on_ways(policy, judged),
    )


def _refusing_on_ways(policy: CompiledPolicy, judged: Sequence[JudgedLine]) -> dict[Way, int]:
    """Find the rules that refuse the whole order on some ways only, whichever line they fire for."""
    asking = [line for line in judged if line.asks_of_offer] if policy.refusing_all else []
    return {
        way: _any_of(line.fired_for(*way) for line in asking) & policy.refusing_all
        for way in (product(Outcome, ReturnMethod) if asking else ())
    }


def _any_of(sets: Iterable[int]) -> int:
    together = 0
    for one in sets:
        together |= one
    return together


def _offered(case: Case, asked: Asked, sent: SentUnits, judged: JudgedLine) -> OfferedLine:
    """Work out what may be had for a line, if there is anything to send back."""
    line = judged.line
    chosen = asked.chosen.get(line.id)
    left = sent.left(line.id, asked.use(line))
    by_law = _open_by_law(case, judged, asked)
    one = LineCase(case, judged, by_law, asked, chosen.quantity if chosen else left)
    above_all = refusals_above_all(one, sent, left)
    return OfferedLine(one, NOTHING if above_all else offers_for(one), left, above_all)


def _open_by_law(case: Case, judged: JudgedLine, asked: Asked) -> tuple[Track, ...]:
    grounds, line = case.grounds, judged.line
    chosen = asked.chosen.get(line.id)
    tracks = []
    if grounds.may_withdraw and grounds.exclusion(line) is None:
        tracks.append(Track.STATUTORY)
    if grounds.is_guaranteed and _is_faulty(chosen.reason if chosen else None):
        tracks.append(Track.NON_CONFORMITY)
    return tuple(tracks)


def _is_faulty(reason: ReturnReason | None) -> bool:
    return reason is not None and reason.is_non_conformity


def _decided(offered: OfferedLine, asked: Asked) -> LineDecision:
    one, bought = offered.line, offered.line.judged.line
    refusals = offered.refusals_above_all
    if not offered.offers and not one.by_law:
        refusals = refusals_by_policy(one, refusals)
    tracks = () if offered.refusals_above_all else _tracks(offered, asked)
    return LineDecision(
        line_id=bought.id,
        returnable=0 if refusals else offered.left,
        window=window_of(one, offered.offered),
        offers=offered.offered.listed,
        refusals=refusals,
        tracks=tracks,
        notes=_notes(one),
        returnable_if_faulty=offered.left if Track.NON_CONFORMITY in tracks else 0,
    )


def _tracks(offered: OfferedLine, asked: Asked) -> tuple[Track, ...]:
    """List the grounds that are open; a guarantee as long as no other reason was given."""
    one = offered.line
    chosen = asked.chosen.get(one.judged.line.id)
    may_be_faulty = one.case.grounds.is_guaranteed and (chosen is None or chosen.reason is None)
    return _in_order(one.by_law, may_be_faulty, bool(offered.offered.open_terms))


@cache
def _in_order(by_law: tuple[Track, ...], may_be_faulty: bool, by_policy: bool) -> tuple[Track, ...]:
    tracks = {Track.NON_CONFORMITY: may_be_faulty, Track.POLICY: by_policy}
    return tuple(track for track in Track if track in by_law or tracks.get(track))


def _notes(line: LineCase) -> tuple[Because, ...]:
    recorded = line.judged.line.exclusion
    exclusion = line.case.grounds.exclusion(line.judged.line)
    if exclusion is None or recorded is None:
        return ()
    facts = {"ground": exclusion.ground, "evidence": recorded.evidence}
    explain = line.case.explain
    return (explain.law(Why.EXCLUDED, Track.STATUTORY, article=exclusion.article, facts=facts),)


def _together(
    asked: Asked, lines: Sequence[OfferedLine], decided: Sequence[LineDecision], explain: Explainer
) -> tuple[tuple[Offer, ...], tuple[Refusal, ...]]:
    """Combine what was chosen, or all that may come back; say why there is nothing for a choice."""
    if not asked.chosen:
        return combine([line for line in lines if line.offers], is_chosen=False), ()
    wanted = [one for one in lines if one.line.judged.line.id in asked.chosen]
    refusals = [
        refusal for one in decided if one.line_id in asked.chosen for refusal in one.refusals
    ]
    if refusals:
        return (), tuple(refusals)
    offers = combine(wanted, is_chosen=True)
    if offers or not wanted:
        return offers, ()
    return (), (Refusal(explain.fact(RefusalCode.NOT_TOGETHER)),)


def _reasons(document: PolicyDocument, lines: Sequence[OfferedLine]) -> tuple[ReturnReason, ...]:
    """List the reasons that may be given, and silence where somebody may withdraw."""
    is_open = any(one.offers and Track.STATUTORY in one.line.by_law for one in lines)
    if not is_open or ReturnReason.NOT_SAID in document.reasons:
        return document.reasons
    return (*document.reasons, ReturnReason.NOT_SAID)


def _message_needed_for(
    document: PolicyDocument, asked: Asked, lines: Sequence[OfferedLine]
) -> tuple[ReturnReason, ...]:
    """Ask nobody for words who may withdraw: that right needs no reason, let alone a reasoned one."""
    wanted = [one for one in lines if not asked.chosen or one.line.judged.line.id in asked.chosen]
    if any(one.offers and Track.STATUTORY in one.line.by_law for one in wanted):
        return ()
    return document.message_needed_for


def _steps(lines: Sequence[OfferedLine]) -> Iterator[TraceStep]:
    return (step for one in lines for step in steps_of(one.line, one.offered))
