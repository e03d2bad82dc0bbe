"""How far the exchange of a return has come, by its events; and what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import CONVERTIBLE, GIVEN, MoneyStatus, ReturnStatus


@dataclass(frozen=True)
class Stage:
    """What is there of an exchange."""

    is_chosen: bool = False
    is_cleared: bool = False
    is_drafted: bool = False
    is_owed: bool = False
    is_paid: bool = False
    is_released: bool = False


def stage_of(returned: ReturnRequest) -> Stage:
    """Fold the events of an exchange."""
    stage = Stage(is_chosen=bool(returned.wish.exchange_for))
    for event in returned.events:
        match event.kind:
            case EventKind.EXCHANGE_CHOSEN:
                stage = replace(stage, is_chosen=True)
            case EventKind.EXCHANGE_CLEARED:
                stage = replace(stage, is_cleared=True)
            case EventKind.EXCHANGE_PREPARED:
                owed = event.facts["due"]["minor"] > 0
                stage = replace(stage, is_drafted=True, is_owed=owed)
            case EventKind.DIFFERENCE_PAID:
                stage = replace(stage, is_paid=True)
            case EventKind.EXCHANGE_RELEASED:
                stage = replace(stage, is_released=True)
            case EventKind.EXCHANGE_CALLED_OFF:
                stage = Stage(is_paid=stage.is_paid)
    return stage


def may_choose(case: ReturnRequest) -> bool:
    """Whether something else may be chosen: nothing of it is in Saleor yet."""
    return _is_open(case) and case.money_status in CONVERTIBLE and not stage_of(case).is_drafted


def may_send(case: ReturnRequest) -> bool:
    """Whether it can be let go."""
    stage = stage_of(case)
    is_asked = stage.is_cleared and case.money_status is MoneyStatus.ORDERED
    can = stage.is_chosen and not stage.is_released and not is_asked
    return _is_open(case) and can and case.money_status not in GIVEN and case.refund.minor > 0


def may_pay_difference(case: ReturnRequest) -> bool:
    """Whether the customer owes something for it."""
    stage = stage_of(case)
    is_waiting = stage.is_drafted and not stage.is_released
    return _is_open(case) and is_waiting and stage.is_owed and not stage.is_paid


def may_call_off(case: ReturnRequest) -> bool:
    """Whether it can be taken back: it was begun, and is not sent."""
    stage = stage_of(case)
    is_begun = stage.is_drafted or case.money_status is MoneyStatus.ORDERED
    return _is_open(case) and stage.is_chosen and is_begun and not stage.is_released


def may_be_other(case: ReturnRequest) -> bool:
    """Whether something else can be given instead."""
    is_free = case.money_status in CONVERTIBLE and not stage_of(case).is_released
    return _is_open(case) and (is_free or may_call_off(case))


def _is_open(case: ReturnRequest) -> bool:
    is_living = case.status in (ReturnStatus.APPROVED, ReturnStatus.RECEIVED)
    return is_living and case.outcome is Outcome.EXCHANGE
