"""Settlements are carried out step by step, each kind by its own list of steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from saleor_returns_app.domain.ports import SaleorGate, Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.settlements import Settlement, SettlementState
from saleor_returns_app.domain.write_back import StepState
from saleor_returns_app.use_cases.write_back.once import Reading, StepEnd, StepWork, do_once


@dataclass(frozen=True)
class Turn:
    """A settlement in the hand of one transaction: locked, with its case."""

    store: Store
    case: ReturnRequest
    settlement: Settlement
    at: datetime


@dataclass(frozen=True)
class StepToDo:
    """The next step of a settlement, and what its end means for it.

    `name` is the step's for ever: what was done under it is never done again. `ended` must move the
    settlement on, so that the next look finds another step, or none.
    """

    name: str
    work: StepWork
    ended: Callable[[Turn, StepEnd], None]


class KindOfSettlement(Protocol):
    """How settlements of one kind are carried out."""

    def next_step(self, turn: Turn) -> StepToDo | None:
        """Say what is to be done next; None when there is nothing but to wait."""

    def after_steps(self, turn: Turn) -> None:
        """Go on when no step is left to do."""


def carry_out(
    kind: KindOfSettlement,
    case_id: str,
    *,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> None:
    """Do every step that is left. The caller's job holds the lock of the case's order."""
    reading = Reading()
    while (todo := _next(kind, case_id, at, transaction)) is not None:
        end = do_once(
            case_id,
            todo.name,
            todo.work,
            at=at,
            saleor=saleor,
            transaction=transaction,
            reading=reading,
        )
        with transaction() as store:
            turn = _turn(store, case_id, at)
            if turn is None:
                return
            todo.ended(turn, end)


def failed(end: StepEnd) -> bool:
    """Whether Saleor has refused a step."""
    return end.state is StepState.FAILED


def _next(
    kind: KindOfSettlement, case_id: str, at: datetime, transaction: Transaction
) -> StepToDo | None:
    with transaction() as store:
        turn = _turn(store, case_id, at)
        if turn is None:
            return None
        todo = kind.next_step(turn)
        if todo is None and turn.settlement.state is SettlementState.ORDERED:
            kind.after_steps(turn)
        return todo


def _turn(store: Store, case_id: str, at: datetime) -> Turn | None:
    """Take a settlement in hand; None when it is not, or no longer, to be carried out."""
    case = store.returns.locked(case_id)
    settlement = store.settlements.find_of_case(case_id)
    if settlement is None or settlement.state is not SettlementState.ORDERED:
        return None
    return Turn(store, case, settlement, at)
