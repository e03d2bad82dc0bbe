"""A settlement that was ordered is carried out, whatever its kind."""

from collections.abc import Mapping
from datetime import datetime

from saleor_returns_app.domain.ports import CardCodes, Letters, SaleorGate, Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.settlements import SettlementKind
from saleor_returns_app.use_cases.settlement.credit import CreditKind
from saleor_returns_app.use_cases.settlement.engine import KindOfSettlement, carry_out
from saleor_returns_app.use_cases.settlement.exchange import ExchangeKind
from saleor_returns_app.use_cases.settlement.look_for_payment import look_for_payment
from saleor_returns_app.use_cases.settlement.refund import RefundKind


def settle(
    case_id: str,
    *,
    at: datetime,
    saleor: SaleorGate,
    codes: CardCodes,
    letters: Letters,
    transaction: Transaction,
) -> None:
    """Do the steps of a return's settlement that are left."""
    with transaction() as store:
        settlement = store.settlements.look_at(case_id)
    kind = _kinds(codes, letters).get(settlement.kind) if settlement else None
    if settlement is not None and settlement.kind is SettlementKind.EXCHANGE:
        look_for_payment(case_id, at=at, saleor=saleor, transaction=transaction)
    if kind is not None:
        carry_out(kind, case_id, at=at, saleor=saleor, transaction=transaction)


def have_settled(store: Store, case: ReturnRequest) -> None:
    """Have a settlement carried out; those of one order come one after the other."""
    store.enqueue("settle", lock=f"order:{case.order_id}", case_id=case.id)


def _kinds(codes: CardCodes, letters: Letters) -> Mapping[SettlementKind, KindOfSettlement]:
    return {
        SettlementKind.REFUND: RefundKind(codes, letters),
        SettlementKind.STORE_CREDIT: CreditKind(codes, letters),
        SettlementKind.EXCHANGE: ExchangeKind(codes, letters),
    }
