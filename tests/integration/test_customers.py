"""A customer changes, or is gone and forgotten: nothing too early, nothing for ever."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from saleor_returns_app.domain.case_events import is_intact
from saleor_returns_app.domain.deliveries import Arrival
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.use_cases.orders.customers import forget_order
from tests.support.returns import Walk, now
from tests.support.sandbox import PlacedOrder
from tests.support.whole_app import WholeApp

EMAIL = "camille@example.com"
LATER = timedelta(days=60)


def tell(app: WholeApp, event: str, payload: dict[str, Any]) -> None:
    """Have a delivery applied that was proven to be Saleor's."""
    body = json.dumps(payload).encode()
    delivery = Arrival(str(uuid4()), app.shop.id, event, body, uuid4().hex, now())
    inbox = app.parts.services.inbox
    inbox.keep(delivery, inbox.shop(app.shop.api_url, afresh=True))
    app.settle()


def gone(app: WholeApp, customer: str) -> None:
    tell(app, "customer_deleted", {"user": {"id": customer, "email": EMAIL}})


def kept(app: WholeApp, order: PlacedOrder) -> Order:
    with app.parts.services.transaction() as store:
        return store.orders.with_saleor_id(app.shop.id, order.id)


def placed(app: WholeApp, **more: Any) -> PlacedOrder:
    """Place an order whose arrival is known: without one no window ends."""
    return app.saleor.place_order(email=EMAIL, delivered_after_days=1.0, **more)


def forget(app: WholeApp, order: PlacedOrder, *, after: timedelta) -> bool:
    return forget_order(
        kept(app, order).id,
        at=datetime.now(UTC) + after,
        transaction=app.parts.services.transaction,
    )


def whole_database(app: WholeApp) -> str:
    """Return all that the app knows of orders, returns and mails, as text."""
    tables = ("orders", "returns", "case_events", "messages", "files")
    with app.parts.database.connection() as connection:
        return "\n".join(
            str(row).casefold()
            for table in tables
            for row in connection.execute(text(f"select to_jsonb(t) from {table} t")).scalars()
        )


class TestACustomerWhoIsGone:
    def test_is_forgotten_when_all_is_over_but_the_books_are_kept(self, app: WholeApp) -> None:
        case, order = Walk(app).to_the_money()
        app.settle(ahead=True)
        before, address = app.case(case.number), order.model.shipping_address
        traces = [EMAIL, address.last_name, address.street_address_1, address.postal_code]
        assert all(trace.casefold() in whole_database(app) for trace in traces)

        gone(app, app.saleor.customer_id(EMAIL))
        assert forget(app, order, after=LATER)
        app.settle()

        known, after = kept(app, order), app.case(case.number)
        assert (known.email, known.postal_codes, known.customer_id) == ("", [], "")
        assert (known.snapshot.country, known.snapshot.total.minor) == ("FR", 3873)
        assert (after.refund, after.money_status) == (before.refund, MoneyStatus.REFUNDED)
        assert after.granted_refund_id == before.granted_refund_id
        assert is_intact(after.events)
        assert not [trace for trace in traces if trace.casefold() in whole_database(app)]

    def test_leaves_no_file_behind_but_a_receipt_of_nobody(self, app: WholeApp) -> None:
        case, _ = Walk(app).to_the_money()
        app.settle(ahead=True)
        folder = app.settings.var_folder / "files"
        assert [one for one in folder.rglob("*") if one.is_file()]
        order, customer = app.saleor.order(1), app.saleor.customer_id(EMAIL)

        gone(app, customer)
        assert forget(app, order, after=LATER)
        app.settle()

        [left] = [one for one in folder.rglob("*") if one.is_file()]
        paper = "".join(page.extract_text() for page in PdfReader(left).pages)
        assert case.number in paper
        assert order.model.shipping_address.first_name not in paper

    def test_keeps_the_right_to_return_as_long_as_it_lasts(self, app: WholeApp) -> None:
        order, customer = placed(app), app.saleor.customer_id(EMAIL)
        app.settle()

        gone(app, customer)

        assert kept(app, order).customer_gone_at is not None
        assert kept(app, order).email == EMAIL
        assert not forget(app, order, after=timedelta(days=20))
        assert Walk(app).enter(order).order_id == kept(app, order).id
        assert forget(app, order, after=LATER)

    def test_is_kept_while_a_return_is_under_way(self, app: WholeApp) -> None:
        walk = Walk(app)
        order = walk.order()
        access = walk.enter(order)
        walk.confirm(access, walk.quote(access))
        app.settle()

        gone(app, app.saleor.customer_id(EMAIL))

        assert not forget(app, order, after=timedelta(days=400))
        assert kept(app, order).email == EMAIL

    def test_stays_forgotten_when_saleor_tells_of_the_order_again(self, app: WholeApp) -> None:
        order, customer = placed(app), app.saleor.customer_id(EMAIL)
        app.settle()
        gone(app, customer)
        assert forget(app, order, after=LATER)
        note = 'mutation($o:ID!){orderNoteAdd(order:$o,input:{message:"Hi"}){errors{code}}}'

        app.saleor.execute(note, {"o": order.id}, app.saleor.app_token)
        app.settle()

        known = kept(app, order)
        assert known.snapshot.updated_at == order.model.updated
        assert (known.email, known.snapshot.email, known.snapshot.customer_name) == ("", "", "")

    def test_takes_orders_without_an_account_along(self, app: WholeApp) -> None:
        mine = placed(app)
        guest = app.saleor.place_order(email=EMAIL.upper(), has_account=False)
        other = app.saleor.place_order(email="noor@example.com")
        app.settle()

        gone(app, app.saleor.customer_id(EMAIL))

        marks = [kept(app, order).customer_gone_at for order in (mine, guest, other)]
        assert [mark is not None for mark in marks] == [True, True, False]

    @pytest.mark.parametrize("payload", [{}, {"user": None}, {"user": {"id": ""}}])
    def test_that_nobody_names_is_nobody(self, app: WholeApp, payload: dict[str, Any]) -> None:
        order = app.saleor.place_order(email=EMAIL, has_account=False)
        app.settle()

        tell(app, "customer_deleted", payload)

        assert kept(app, order).customer_gone_at is None
        assert app.failed_jobs() == []


class TestACustomerWhoHasChanged:
    def test_has_the_orders_read_anew(self, app: WholeApp) -> None:
        order, customer = placed(app), app.saleor.customer_id(EMAIL)
        app.settle()
        order.model.email = "durand@example.com"

        tell(app, "customer_updated", {"user": {"id": customer}})

        assert kept(app, order).email == "durand@example.com"
