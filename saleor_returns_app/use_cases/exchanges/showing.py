"""Somebody looks at an exchange."""

from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.exchanges import Exchange
from saleor_returns_app.domain.ports import Transaction
from saleor_returns_app.domain.return_request import ReturnRequest


def show_exchange(
    installation_id: str, number: str, *, transaction: Transaction
) -> tuple[ReturnRequest, Exchange]:
    """Return a return with its exchange."""
    with transaction() as store:
        case = store.returns.look_at(installation_id, number)
        exchange = store.exchanges.find(case.id)
    if exchange is None:
        raise NotFound("Nothing was chosen for this return.")
    return case, exchange
