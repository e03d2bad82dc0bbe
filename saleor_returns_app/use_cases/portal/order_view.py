"""An order as its owner sees it: what may come back, and what already does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain import refund_breakdown
from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.features import STORE_CREDIT, feature_named
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.policy.deciding import decide
from saleor_returns_app.domain.policy.decision import Decision
from saleor_returns_app.domain.policy.facts import ChosenLine, Facts
from saleor_returns_app.domain.policy.history import Look
from saleor_returns_app.domain.policy.terms import Outcome, Source
from saleor_returns_app.domain.ports import Store, Transaction
from saleor_returns_app.domain.refund_breakdown import OwnReturn, PaidBefore
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.use_cases.parcels.planning import capabilities_of


@dataclass(frozen=True)
class OrderView:
    """An order, what was decided about it now, and its returns."""

    shop: Installation
    order: Order
    decision: Decision
    returns: tuple[ReturnRequest, ...]


def view_order(order_id: str, *, at: datetime, transaction: Transaction) -> OrderView:
    """Decide about an order by the policy that was in force when it was placed."""
    with transaction() as store:
        order = store.orders.get(order_id)
        return OrderView(
            shop=store.installations.get(order.installation_id),
            order=order,
            decision=decide_now(store, order, at=at),
            returns=tuple(store.returns.of_order(order.id)),
        )


def decide_now(
    store: Store,
    order: Order,
    *,
    at: datetime,
    chosen: Sequence[ChosenLine] = (),
    source: Source = Source.PORTAL,
) -> Decision:
    """Decide about every line of an order, and about what was chosen of it."""
    policy = store.policies.get(order.installation_id, order.policy_version)
    return decide(facts_now(store, order, at=at, chosen=chosen, source=source), policy)


def facts_now(
    store: Store,
    order: Order,
    *,
    at: datetime,
    chosen: Sequence[ChosenLine] = (),
    source: Source = Source.PORTAL,
) -> Facts:
    """Gather what a decision about an order depends on."""
    [history] = store.customers.histories(order.installation_id, [Look(order, before=at)])
    return Facts(
        order=order,
        at=at,
        uses=store.returns.uses(order.id),
        history=history,
        chosen=tuple(chosen),
        source=source,
        capabilities=capabilities_of(store, order.installation_id),
    )


def outcomes_of(shop: Installation) -> frozenset[Outcome]:
    """Say what a shop can give: credit only where it is switched on and allowed."""
    can_credit = shop.can(feature_named(STORE_CREDIT))
    return frozenset(Outcome) - (frozenset() if can_credit else {Outcome.STORE_CREDIT})


def paid_before(store: Store, order: Order, *, without: str = "") -> PaidBefore:
    """Count what was given back or promised of an order, except by the return of this number."""
    living = [case for case in store.returns.of_order(order.id) if not case.is_dead]
    own = [_own(case) for case in living if case.number != without]
    return refund_breakdown.paid_before(order.snapshot, own)


def _own(case: ReturnRequest) -> OwnReturn:
    return OwnReturn(
        case.breakdown,
        in_credit=case.outcome is not Outcome.REFUND,
        done_by=frozenset(
            event.facts["granted_refund_id"]
            for event in case.events
            if event.kind is EventKind.REFUND_GRANTED
        ),
    )
