"""Try it: what a draft or a version says of a past order, with why, and what another says."""

from dataclasses import dataclass, replace
from datetime import datetime

from saleor_returns_app.domain.errors import LineUnknown, OrderNotFound, ReturnNotFound
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.policy.comparing import Difference, differences
from saleor_returns_app.domain.policy.deciding import compile_policy, decide_by
from saleor_returns_app.domain.policy.decision import Decision
from saleor_returns_app.domain.policy.document import PolicyDocument, PolicyVersion
from saleor_returns_app.domain.policy.facts import Capabilities, ChosenLine, Facts
from saleor_returns_app.domain.policy.history import Look
from saleor_returns_app.domain.policy.moments import moments_of
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, Source
from saleor_returns_app.domain.ports import Store, Transaction


@dataclass(frozen=True)
class Choice:
    """What of an order is to come back, as far as it is chosen, and by which door."""

    lines: tuple[ChosenLine, ...] = ()
    outcome: Outcome | None = None
    method: ReturnMethod | None = None
    source: Source = Source.PORTAL


NOTHING_CHOSEN = Choice()


@dataclass(frozen=True)
class Candidate:
    """What is tried: a draft by its id, or a published version; the one in force if neither."""

    draft_id: str = ""
    version: int | None = None


@dataclass(frozen=True)
class Trial:
    """A decision by a document, with its whole trace, and beside it those of two published versions.

    `of_order` is by the version that the order keeps, `of_today` by the one in force now; each comes
    with what the tried one changes.
    """

    order: Order
    document: PolicyDocument
    facts: Facts
    tried: Decision
    of_order: Decision
    of_today: Decision
    against_order: tuple[Difference, ...]
    against_today: tuple[Difference, ...]


def try_policy(
    installation_id: str,
    candidate: Candidate,
    *,
    order: str,
    at: datetime,
    capabilities: Capabilities,
    transaction: Transaction,
    choice: Choice = NOTHING_CHOSEN,
) -> Trial:
    """Decide about an order, by its number or id, as if it were asked about at a moment."""
    with transaction() as store:
        found = _order(store, installation_id, order)
        facts = _facts(store, found, choice, capabilities, at)
        return _trial(store, candidate, facts)


def try_on_return(
    installation_id: str,
    candidate: Candidate,
    *,
    number: str,
    at: datetime,
    capabilities: Capabilities,
    transaction: Transaction,
) -> Trial:
    """Decide about a return anew, as of the moment when it was asked for.

    What was returned since, by this return or a later one, does not count against it.
    """
    with transaction() as store:
        case = store.returns.look_at(installation_id, number)
        past = store.past_orders.find(installation_id, case.order_id)
        if past is None:
            raise ReturnNotFound
        (history,) = store.customers.histories(installation_id, [Look(past.order, at)])
        known = replace(past, history=history)
        asked = next(
            moment
            for moment in moments_of(known, until=at, capabilities=capabilities)
            if moment.asked is not None and moment.asked.number == case.number
        )
        return _trial(store, candidate, asked.facts)


def _trial(store: Store, candidate: Candidate, facts: Facts) -> Trial:
    order = facts.order
    newest = store.policies.newest(order.installation_id)
    own = store.policies.get(order.installation_id, order.policy_version)
    document = _document(store, order.installation_id, candidate, newest)
    tried = decide(document, facts, version=_number(candidate, newest))
    of_order = decide(own.document, facts, version=own.version)
    of_today = decide(newest.document, facts, version=newest.version)
    return Trial(
        order,
        document,
        facts,
        tried,
        of_order,
        of_today,
        differences(of_order, tried),
        differences(of_today, tried),
    )


def decide(document: PolicyDocument, facts: Facts, *, version: int) -> Decision:
    """Decide once by a document that may never have been published."""
    return decide_by(compile_policy(document), facts, version=version)


def must_have_lines(order: Order, lines: tuple[ChosenLine, ...]) -> None:
    """Refuse a choice of lines that the order does not have."""
    for line in lines:
        if order.snapshot.line(line.line_id) is None:
            raise LineUnknown(line_id=line.line_id)


def _order(store: Store, installation_id: str, named: str) -> Order:
    found = store.orders.find_by_number(installation_id, named.removeprefix("#"))
    if found is not None:
        return found
    past = store.past_orders.find(installation_id, named)
    if past is None:
        raise OrderNotFound("There is no such order.")
    return past.order


def _facts(
    store: Store, order: Order, choice: Choice, capabilities: Capabilities, at: datetime
) -> Facts:
    must_have_lines(order, choice.lines)
    (history,) = store.customers.histories(order.installation_id, [Look(order, at)])
    facts = Facts(
        order,
        at,
        uses=store.returns.uses(order.id),
        history=history,
        chosen=choice.lines,
        source=choice.source,
        capabilities=capabilities,
    )
    return replace(facts, outcome=choice.outcome, method=choice.method)


def _document(
    store: Store, installation_id: str, candidate: Candidate, newest: PolicyVersion
) -> PolicyDocument:
    if candidate.draft_id:
        return store.policy_drafts.get(installation_id, candidate.draft_id).document
    if candidate.version is not None:
        return store.policies.get(installation_id, candidate.version).document
    return newest.document


def _number(candidate: Candidate, newest: PolicyVersion) -> int:
    """A draft is called by the version that it would become."""
    if candidate.draft_id:
        return newest.version + 1
    return newest.version if candidate.version is None else candidate.version
