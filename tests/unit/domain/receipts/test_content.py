import json
from pathlib import Path

import jsonschema
import pytest

from saleor_returns_app.domain.case_events import SYSTEM
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Track
from saleor_returns_app.domain.receipts.content import money
from saleor_returns_app.domain.receipts.legal_basis import articles_of
from saleor_returns_app.domain.receipts.payments import PaidBy, Payment, settled_by
from tests.support.builders import NOON, a_return
from tests.support.receipts import (
    a_named_order,
    a_receipt,
    a_refunded_return,
    a_settled_return,
    wish_on,
)

SCHEMA = json.loads(
    (Path(__file__).parents[4] / "docs" / "receipt-1.schema.json").read_text(encoding="utf-8")
)


class TestAReceipt:
    def test_has_the_documented_form(self) -> None:
        for receipt in (a_receipt(), a_receipt(case=a_settled_return())):
            jsonschema.validate(json.loads(receipt.json), SCHEMA)

    def test_adds_up(self) -> None:
        content = a_receipt().content
        parts = [part["amount"]["minor"] for part in content["breakdown"]["parts"]]

        assert sum(parts) == content["breakdown"]["total"]["minor"] == content["paid"]["minor"]

    def test_is_the_same_whenever_it_is_made(self) -> None:
        order = a_named_order()
        case = a_refunded_return(order)
        before = a_receipt(order, case)
        case.tell(case.events[-1].kind.MAIL_SENT, at=NOON, by=SYSTEM, message="refunded")

        after = a_receipt(order, case)

        assert (after.json, after.pdf) == (before.json, before.pdf)

    def test_names_nobody_in_what_is_signed(self) -> None:
        receipt = a_receipt(a_named_order(name="Ελένη"))

        assert "Ελένη" not in json.dumps(receipt.content, ensure_ascii=False)
        assert "Ελένη".encode() in receipt.json

    def test_says_what_was_given_by_other_means(self) -> None:
        content = a_receipt(case=a_settled_return()).content

        assert [
            (one["how"], one["amount"]["amount"], one["reference"]) for one in content["payments"]
        ] == [("outside", "20.00", "Transfer 77")]
        assert content["paid"]["minor"] == 2000


class TestMoney:
    @pytest.mark.parametrize(
        ("amount", "words"),
        [
            (Money(3373, "EUR"), ("33.73", 2)),
            (Money(500, "JPY"), ("500", 0)),
            (Money(-1234, "KWD"), ("-1.234", 3)),
        ],
    )
    def test_is_said_twice(self, amount: Money, words: tuple[str, int]) -> None:
        said = money(amount)

        assert (said["amount"], said["digits"]) == words
        assert (said["minor"], said["currency"]) == (amount.minor, amount.currency)


class TestSettledBy:
    def test_nothing_while_the_money_is_on_its_way(self) -> None:
        assert settled_by(a_return(), None) is None


class TestAPayment:
    def test_never_shows_a_gift_cards_code(self) -> None:
        assert Payment(PaidBy.STORE_CREDIT, Money(1, "EUR"), NOON, "1A2B").reference == "1A2B"
        with pytest.raises(ValueError, match="code"):
            Payment(PaidBy.STORE_CREDIT, Money(1, "EUR"), NOON, "ABCD-EFGH-1A2B")


class TestArticles:
    @pytest.mark.parametrize(
        ("track", "country", "first"),
        [
            (Track.STATUTORY, "FR", "Directive 2011/83/EU, Article 9(1)"),
            (Track.POLICY, "FR", ""),
            (Track.STATUTORY, "US", ""),
        ],
    )
    def test_begin_with_the_ground(self, track: Track, country: str, first: str) -> None:
        articles = cited(track, country)

        assert (articles[0] if articles else "").startswith(first)
        assert bool(articles) == bool(first)

    def test_of_a_guarantee_are_not_those_of_a_withdrawal(self) -> None:
        of_fault = cited(Track.NON_CONFORMITY, "FR")

        assert of_fault
        assert not set(of_fault) & set(cited(Track.STATUTORY, "FR"))


def cited(track: Track, country: str) -> list[str]:
    wish = wish_on(track)
    return articles_of(wish, wish.breakdown, country)
