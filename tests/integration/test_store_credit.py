"""Store credit: one gift card for one return, its code in the customer's mail and nowhere else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email import message_from_bytes
from email.policy import default
from mailbox import Maildir
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import text

from saleor_returns_app.adapters.card_codes import KeyedCodes
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.domain.settlements import SettlementState
from saleor_returns_app.domain.store_credit import CODE_PLACE
from saleor_returns_app.sandbox.saleor.cards import GiftCard
from saleor_returns_app.use_cases.portal.order_view import outcomes_of
from saleor_returns_app.use_cases.returns.settle_return import refund_return
from saleor_returns_app.use_cases.settlement.convert import convert_return
from saleor_returns_app.use_cases.settlement.order_credit import resend_credit
from saleor_returns_app.use_cases.settlement.reconcile import reconcile_order
from tests.support.ordered_refunds import Ordered, allow_credit, order_refunds
from tests.support.returns import CLERK, Walk
from tests.support.sandbox import FaultEffect
from tests.support.whole_app import WholeApp

CREATE = "giftCardCreate"


@pytest.fixture
def ordered(app: WholeApp) -> Ordered:
    """Return a return whose credit is ordered, with nobody at work yet."""
    allow_credit(app)
    return order_refunds(app, 1, outcome=Outcome.STORE_CREDIT)[0]


def now() -> datetime:
    return datetime.now(UTC)


def cards(app: WholeApp) -> list[GiftCard]:
    return list(app.saleor.sandbox.saleor.gift_cards.values())


def mails(app: WholeApp) -> str:
    folder = Path(app.settings.mail_url.removeprefix("file://"))
    box = Maildir(folder)
    found = [message_from_bytes(box.get_bytes(key), policy=default) for key in box.keys()]  # noqa: SIM118
    bodies = [mail.get_body(("plain",)) for mail in found]
    return "\n".join(body.get_content() for body in bodies if body)


def differing(app: WholeApp, one: Ordered) -> int:
    services = app.parts.services
    return reconcile_order(
        one.case.order_id, at=now(), saleor=services.saleor, transaction=services.transaction
    )


class TestStoreCredit:
    def test_is_one_gift_card_whose_code_only_the_mail_tells(
        self, app: WholeApp, ordered: Ordered, capfd: pytest.CaptureFixture[str]
    ) -> None:
        app.settle(ahead=True)

        case = app.case(ordered.case.number)
        [card] = cards(app)
        assert case.money_status is MoneyStatus.REFUNDED
        assert (card.initial, len(card.code)) == (Decimal("38.73"), 16)
        assert card.code in mails(app)
        assert ordered.order.model.grants == []
        printed = capfd.readouterr()
        assert card.code not in printed.out + printed.err
        with app.parts.database.connection() as connection:
            for table in ("messages", "operations", "case_events", "store_credits", "settlements"):
                kept = connection.scalars(text(f"select t::text from {table} t"))
                assert not any(card.code in row for row in kept), table
            [told] = connection.scalars(
                text("select text from messages where kind = 'store_credit'")
            )
        assert CODE_PLACE in told
        assert differing(app, ordered) == 0

    def test_keeps_its_code_when_the_secret_is_another(
        self, app: WholeApp, ordered: Ordered
    ) -> None:
        app.saleor.faults.add(CREATE, FaultEffect.HTTP_503)
        app.settle()
        rotated = replace(app.parts.services, card_codes=KeyedCodes("another secret" * 3))
        app.parts = replace(app.parts, services=rotated)

        with time_machine.travel(now() + timedelta(minutes=2), tick=True):
            app.settle(ahead=True)

        [card] = cards(app)
        assert card.code in mails(app)

    def test_is_mailed_again_by_the_same_code(self, app: WholeApp, ordered: Ordered) -> None:
        app.settle(ahead=True)
        services = app.parts.services

        resend_credit(
            app.shop.id,
            ordered.case.number,
            at=now(),
            letters=services.letters,
            transaction=services.transaction,
        )
        app.settle()

        [card] = cards(app)
        assert mails(app).count(card.code) >= 2

    def test_is_not_given_for_money_that_staff_gave_back_meanwhile(
        self, app: WholeApp, ordered: Ordered
    ) -> None:
        Walk(app).staff_refund(ordered.order, "20.00")

        app.settle(ahead=True)

        assert cards(app) == []
        assert app.case(ordered.case.number).money_status is MoneyStatus.FAILED

    def test_that_saleor_refuses_can_be_a_refund(self, app: WholeApp, ordered: Ordered) -> None:
        app.saleor.withdraw("MANAGE_GIFT_CARD")
        app.settle(ahead=True)
        assert app.case(ordered.case.number).money_status is MoneyStatus.FAILED
        transaction, number = app.parts.services.transaction, ordered.case.number
        shop = app.shop.id

        convert_return(shop, number, Outcome.REFUND, at=now(), by=CLERK, transaction=transaction)
        refund_return(shop, number, at=now(), by=CLERK, transaction=transaction)
        app.settle(ahead=True)

        with transaction() as store:
            settlement = store.settlements.of_case(ordered.case.id)
        assert settlement.state is SettlementState.SETTLED
        assert app.saleor.books.paid_back(ordered.order.number) == Decimal("38.73")
        assert cards(app) == []

    def test_that_was_given_stays_credit(self, app: WholeApp, ordered: Ordered) -> None:
        app.settle(ahead=True)

        with pytest.raises(Exception, match="state that allows"):
            convert_return(
                app.shop.id,
                ordered.case.number,
                Outcome.REFUND,
                at=now(),
                by=CLERK,
                transaction=app.parts.services.transaction,
            )

    def test_that_differs_in_saleor_is_told_of(self, app: WholeApp, ordered: Ordered) -> None:
        app.settle(ahead=True)
        [card] = cards(app)
        card.initial = Decimal("12.00")

        assert differing(app, ordered) == 1


class TestAShopWithoutStoreCredit:
    def test_offers_none(self, app: WholeApp) -> None:
        assert Outcome.STORE_CREDIT not in outcomes_of(app.shop)

        allow_credit(app)

        assert Outcome.STORE_CREDIT in outcomes_of(app.shop)


class TestTwoReturnsSettledAtOnce:
    def test_give_no_more_than_the_order(self, app: WholeApp, ordered: Ordered) -> None:
        order_refunds(app, 1, of=ordered.order, outcome=Outcome.STORE_CREDIT)

        app.settle(ahead=True)

        assert [card.initial for card in cards(app)] in ([Decimal("38.73")], [])
