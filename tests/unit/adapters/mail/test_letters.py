from dataclasses import replace
from html.parser import HTMLParser

import pytest

from saleor_returns_app.adapters.mail.letters import TranslatedLetters
from saleor_returns_app.domain.case_events import CUSTOMER, SYSTEM
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.messages import MessageKind, Words
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.refund_breakdown import (
    Charge,
    PaidBefore,
    RefundTerms,
    Units,
    break_down,
)
from saleor_returns_app.domain.return_request import (
    Door,
    ReturnLine,
    ReturnRequest,
    Wish,
    open_return,
)
from tests.support.orders import NOON, a_bought_line, a_followed_order, a_snapshot

SHOP = Installation(
    id="shop-1",
    slug="atelier",
    api_url="https://atelier.example/graphql/",
    app_id="app-1",
    token="",
    key_set={},
    saleor_version="3.22",
    installed_at=NOON,
    shop_name="Atelier & Filles",
)
LETTERS = TranslatedLetters("https://returns.example")


def an_order(*, language: str = "EN_US", first_name: str = "Zoë", product: str = "tee") -> Order:
    line = replace(a_bought_line("tee"), product_name=product)
    address = Address(first_name=first_name, last_name="Petit" if first_name else "", country="FR")
    snapshot = replace(a_snapshot([line]), language=language, shipping_address=address)
    return a_followed_order(snapshot)


def a_case(order: Order, *, fee: int = 500, outcome: Outcome = Outcome.REFUND) -> ReturnRequest:
    breakdown = break_down(
        order.snapshot,
        RefundTerms(
            chosen=(Units("line-tee", 1),),
            paid=PaidBefore({}, order.snapshot.total),
            fee=Charge(Money(fee, "EUR")),
        ),
    )
    wish = Wish(
        lines=(ReturnLine("line-tee", 1, ReturnReason.TOO_SMALL),),
        outcome=outcome,
        method=ReturnMethod.DROP_OFF,
        breakdown=breakdown,
        policy_version=1,
    )
    return open_return(
        wish,
        id="case-1",
        installation_id="shop-1",
        order_id=order.id,
        number="R-2026-000123",
        quote_id="quote-1",
        door=Door.PORTAL,
        at=NOON,
        by=CUSTOMER,
    )


def write(kind: MessageKind, order: Order, case: ReturnRequest | None = None) -> Words:
    return LETTERS.write(kind, case=case or a_case(order), order=order, shop=SHOP)


class TestALetter:
    @pytest.mark.parametrize("kind", list(MessageKind))
    @pytest.mark.parametrize("language", ["EN_US", "FR"])
    def test_names_the_return_and_links_to_it(self, kind: MessageKind, language: str) -> None:
        words = write(kind, an_order(language=language))

        link = f"https://returns.example/portal/atelier/?order=1042&lang={language[:2].lower()}"
        assert "R-2026-000123" in words.subject
        assert link in words.text
        assert link.replace("&", "&amp;") in words.html
        for sentence in ("R-2026-000123", "1 ×", "Zoë Petit"):
            assert sentence in words.text
            assert sentence in words.html

    @pytest.mark.parametrize(
        ("kind", "english", "french"),
        [
            (
                MessageKind.RETURN_REQUESTED,
                "as soon as it is decided",
                "nous examinons votre demande",
            ),
            (MessageKind.LABEL, "is attached to this e-mail", "est jointe à cet e-mail"),
            (MessageKind.APPROVED, "you do not need a label", "pas besoin d’étiquette"),
            (MessageKind.REJECTED, "unfortunately we cannot accept", "ne pouvons pas l’accepter"),
            (MessageKind.REFUNDED, "we have refunded €33.73", "remboursé 33,73\xa0€"),
            (MessageKind.CANCELLED, "has been cancelled", "a été annulé"),
        ],
    )
    def test_says_its_news_in_the_language_of_the_order(
        self, kind: MessageKind, english: str, french: str
    ) -> None:
        for language, news in (("EN_US", english), ("FR", french)):
            words = write(kind, an_order(language=language))
            assert news in words.text.lower()
            assert news in words.html.lower()

    def test_leaves_nothing_in_english_for_a_french_customer(self) -> None:
        for kind in MessageKind:
            english = set(write(kind, an_order(language="EN_US")).text.splitlines())
            french = set(write(kind, an_order(language="FR")).text.splitlines())

            same = {line.strip() for line in english & french}
            assert same <= {"", "1 × tee · M", "Atelier & Filles"}

    def test_escapes_what_others_wrote(self) -> None:
        order = an_order(first_name="<b>Zoë</b>", product='<img src="x">')
        case = a_case(order)
        case.reject("<script>no</script>", at=NOON, by=SYSTEM)

        words = write(MessageKind.REJECTED, order, case)

        assert tags_in(words.html).isdisjoint({"b", "img", "script"})
        assert "&lt;script&gt;no&lt;/script&gt;" in words.html
        assert "<script>no</script>" in words.text

    def test_greets_without_a_name_where_there_is_none(self) -> None:
        order = an_order(first_name="")

        assert "Hello,\n" in write(MessageKind.LABEL, order).text

    def test_tells_the_reason_of_a_rejection(self) -> None:
        order = an_order()
        case = a_case(order)
        case.reject("Worn.\nSorry.", at=NOON, by=SYSTEM)

        words = write(MessageKind.REJECTED, order, case)

        assert "The reason we have for this:\n\n> Worn.\n> Sorry.\n" in words.text


class TestTheArithmeticOfALetter:
    def test_adds_up_to_the_cent(self) -> None:
        text = write(MessageKind.LABEL, an_order()).text

        assert (
            "  Returned items      €32.73\n"
            "  Original shipping    €6.00\n"
            "  Return fee         − €5.00\n"
            "  --------------------------\n"
            "  Refund              €33.73\n"
        ) in text

    @pytest.mark.parametrize(
        ("language", "row"),
        [
            ("EN_US", "of it as credit, paid with a gift card   €13.73"),
            ("FR", "dont en avoir, payé avec une carte cadeau"),
        ],
    )
    def test_tells_what_comes_back_as_credit_because_a_gift_card_paid_it(
        self, language: str, row: str
    ) -> None:
        order = an_order(language=language)
        wish = a_case(order).wish
        by_card = replace(wish.breakdown, in_cash=Money(2_000, "EUR"))
        case = a_case(order)
        case.wish = replace(wish, breakdown=by_card)

        assert row in write(MessageKind.LABEL, order, case).text

    def test_leaves_out_a_fee_that_is_not_taken(self) -> None:
        order = an_order()

        assert "Return fee" not in write(MessageKind.LABEL, order, a_case(order, fee=0)).text

    def test_calls_store_credit_by_its_name(self) -> None:
        order = an_order()
        case = a_case(order, outcome=Outcome.STORE_CREDIT)

        assert "  Store credit        €33.73\n" in write(MessageKind.LABEL, order, case).text

    @pytest.mark.parametrize("kind", [MessageKind.REJECTED, MessageKind.CANCELLED])
    def test_is_not_shown_where_no_money_follows(self, kind: MessageKind) -> None:
        assert "€" not in write(kind, an_order()).text

    def test_tells_the_amount_that_the_shop_settled_itself(self) -> None:
        order = an_order()
        case = a_case(order)
        case.approve(at=NOON, by=SYSTEM)
        case.receive(at=NOON, by=SYSTEM)
        case.settle_outside(Money(3000, "EUR"), reference="", at=NOON, by=SYSTEM)

        text = write(MessageKind.REFUNDED, order, case).text

        assert "with €30.00" in text
        assert "the way you paid" not in text


def tags_in(html: str) -> set[str]:
    found: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.add(tag)

    Reader().feed(html)
    return found
