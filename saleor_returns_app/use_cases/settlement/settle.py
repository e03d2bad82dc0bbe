"""A settlement that was ordered is carried out, whatever its kind."""

from collections.abc import Mapping
from datetime import datetime

from saleor_returns_app.domain.ports import SaleorGate, Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.settlements import SettlementKind
from saleor_returns_app.use_cases.settlement.engine import KindOfSettlement, carry_out
from saleor_returns_app.use_cases.settlement.refund import RefundKind

KINDS: Mapping[SettlementKind, KindOfSettlement] = {SettlementKind.REFUND: RefundKind()}


def settle(case_id: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction) -> None:
    """Do the steps of a return's settlement that are left."""
    with transaction() as store:
        settlement = store.settlements.look_at(case_id)
    kind = KINDS.get(settlement.kind) if settlement else None
    if kind is not None:
        carry_out(kind, case_id, at=at, saleor=saleor, transaction=transaction)


def have_settled(store: Store, case: ReturnRequest) -> None:
    """Have a settlement carried out; those of one order come one after the other."""
    store.enqueue("settle", lock=f"order:{case.order_id}", case_id=case.id)
