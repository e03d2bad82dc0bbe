"""Each kind of part on its own, and what it says of its cause."""

from dataclasses import replace
from typing import Any

import pytest

from saleor_returns_app.domain.errors import CurrencyMismatch
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Track
from saleor_returns_app.domain.refund_breakdown import (
    BreakdownPart,
    CauseCode,
    Charge,
    Deduction,
    Delivery,
    PaidBefore,
    PartCause,
    PartKind,
    Rates,
    RefundBreakdown,
    RefundTerms,
    Units,
    break_down,
)
from tests.support.orders import a_bought_line, a_snapshot

TEE = a_bought_line("tee", quantity=3, total=10_000)
CAP = a_bought_line("cap", total=2_000)
ORDER = a_snapshot([TEE, CAP], shipping=900)


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


def of(chosen: dict[str, int], *, before: dict[str, int] | None = None, **more: Any) -> RefundTerms:
    paid = more.pop("paid", None) or PaidBefore(before or {}, ORDER.total)
    return RefundTerms(tuple(Units(f"line-{name}", n) for name, n in chosen.items()), paid, **more)


def told(breakdown: RefundBreakdown) -> list[tuple[str, int]]:
    return [(part.kind.value, part.amount.minor) for part in breakdown.parts]


def only(breakdown: RefundBreakdown, kind: PartKind) -> BreakdownPart:
    [part] = [part for part in breakdown.parts if part.kind is kind]
    return part


class TestGoods:
    def test_say_how_they_are_reckoned(self) -> None:
        part = only(break_down(ORDER, of({"tee": 1}, before={"line-tee": 1})), PartKind.GOODS)

        assert part.amount == euros(3334)
        assert part.cause.code == CauseCode.PAID_FOR_UNITS
        assert part.cause.facts == {"paid": "10000", "bought": "3", "before": "1"}

    def test_carry_their_share_of_the_net_price(self) -> None:
        order = a_snapshot([replace(TEE, total_net=euros(8_333))], shipping=0)

        nets = [
            only(break_down(order, of({"tee": 1}, before={"line-tee": k})), PartKind.GOODS).net
            for k in range(3)
        ]

        assert nets == [euros(2778), euros(2777), euros(2778)]

    def test_of_another_order_are_refused(self) -> None:
        with pytest.raises(ValueError, match="not in the order"):
            break_down(ORDER, of({"scarf": 1}))


class TestShipping:
    def test_comes_with_the_return_that_makes_the_order_whole(self) -> None:
        first = break_down(ORDER, of({"tee": 2}))
        last = break_down(ORDER, of({"tee": 1, "cap": 1}, before={"line-tee": 2}))

        assert first.sum_of(PartKind.ORIGINAL_SHIPPING) == euros(0)
        assert only(last, PartKind.ORIGINAL_SHIPPING).amount == euros(900)
        assert only(last, PartKind.ORIGINAL_SHIPPING).cause.code == CauseCode.WHOLE_ORDER

    @pytest.mark.parametrize(("given", "due"), [(0, 900), (400, 500), (900, 0), (1_000, 0)])
    def test_comes_once(self, given: int, due: int) -> None:
        paid = PaidBefore({}, ORDER.total, shipping=euros(given))

        breakdown = break_down(ORDER, of({"tee": 3, "cap": 1}, paid=paid))

        assert breakdown.sum_of(PartKind.ORIGINAL_SHIPPING) == euros(due)

    @pytest.mark.parametrize(
        ("track", "standard", "due", "code"),
        [
            (Track.STATUTORY, 500, 500, CauseCode.STANDARD_DELIVERY),
            (Track.STATUTORY, 1_500, 900, CauseCode.WITHDRAWAL),
            (Track.STATUTORY, None, 900, CauseCode.WITHDRAWAL),
            (Track.POLICY, 500, 900, CauseCode.WHOLE_ORDER),
            (Track.NON_CONFORMITY, 500, 900, CauseCode.WHOLE_ORDER),
        ],
    )
    def test_on_withdrawal_is_at_most_the_cheapest_standard_delivery(
        self, track: Track, standard: int | None, due: int, code: CauseCode
    ) -> None:
        price = None if standard is None else euros(standard)

        breakdown = break_down(
            ORDER, of({"tee": 3, "cap": 1}, delivery=Delivery(track, price, "Art. 13(2)"))
        )

        part = only(breakdown, PartKind.ORIGINAL_SHIPPING)
        assert (part.amount, part.cause.code) == (euros(due), code)
        assert part.cause.article == ("Art. 13(2)" if track is Track.STATUTORY else "")

    def test_carries_its_share_of_the_net_price(self) -> None:
        order = replace(ORDER, shipping_net=euros(750))
        terms = of(
            {"tee": 3, "cap": 1},
            paid=PaidBefore({}, ORDER.total, shipping=euros(400)),
        )

        assert only(break_down(order, terms), PartKind.ORIGINAL_SHIPPING).net == euros(417)


class TestTheFee:
    def test_that_was_waived_is_shown_and_not_taken(self) -> None:
        staff = PartCause(CauseCode.STAFF, {"note": "Late parcel"})

        breakdown = break_down(
            ORDER, of({"cap": 1}, fee=Charge(euros(500)), waived=Charge(euros(500), staff))
        )

        assert told(breakdown) == [("goods", 2000), ("return_fee", -500), ("fee_waived", 500)]
        assert only(breakdown, PartKind.FEE_WAIVED).cause == staff
        assert breakdown.total == euros(2000)

    def test_that_was_paid_up_front_is_not_taken_again(self) -> None:
        breakdown = break_down(ORDER, of({"cap": 1}, fee=Charge(euros(500)), prepaid=euros(300)))

        assert told(breakdown) == [("goods", 2000), ("return_fee", -500), ("fee_prepaid", 300)]
        assert breakdown.prepaid_back is None

    def test_paid_up_front_and_then_waived_goes_back_where_it_came_from(self) -> None:
        breakdown = break_down(
            ORDER,
            of(
                {"cap": 1},
                fee=Charge(euros(500)),
                waived=Charge(euros(500)),
                prepaid=euros(500),
            ),
        )

        assert (breakdown.total, breakdown.prepaid_back) == (euros(2000), euros(500))

    def test_leaves_its_uncovered_rest_visible(self) -> None:
        breakdown = break_down(
            ORDER, of({"cap": 1}, fee=Charge(euros(5_000)), waived=Charge(euros(1_000)))
        )

        assert (breakdown.total, breakdown.uncovered) == (euros(0), euros(2_000))

    def test_in_another_currency_is_refused(self) -> None:
        with pytest.raises(CurrencyMismatch):
            break_down(ORDER, of({"cap": 1}, fee=Charge(Money(500, "USD"))))

    def test_is_never_negative(self) -> None:
        with pytest.raises(ValueError, match="negative"):
            Charge(euros(-1))


class TestDeductions:
    STAIN = PartCause("stained", {"condition": "worn"}, evidence=("file-1",))

    def test_take_from_their_own_line_and_keep_their_evidence(self) -> None:
        breakdown = break_down(
            ORDER,
            of(
                {"tee": 1, "cap": 1},
                deductions=(Deduction("line-cap", euros(700), self.STAIN),),
            ),
        )

        part = only(breakdown, PartKind.DEDUCTION)
        assert (part.amount, part.line_id, part.cause) == (euros(-700), "line-cap", self.STAIN)
        assert breakdown.total == euros(3333 + 1300)

    def test_take_no_more_than_the_line_is_worth(self) -> None:
        breakdown = break_down(
            ORDER,
            of(
                {"tee": 1, "cap": 1},
                rates={"line-cap": Rates(restocking=2_500)},
                deductions=(Deduction("line-cap", euros(1_800), self.STAIN),),
            ),
        )

        assert only(breakdown, PartKind.DEDUCTION).amount == euros(-1_500)
        assert (breakdown.total, breakdown.uncovered) == (euros(3333), euros(300))


class TestRestocking:
    def test_is_never_taken_from_who_withdraws_by_law(self) -> None:
        terms = of(
            {"cap": 1},
            rates={"line-cap": Rates(restocking=1_000)},
            delivery=Delivery(Track.STATUTORY),
        )

        assert told(break_down(ORDER, terms)) == [("goods", 2000)]


class TestWhatMayGoBack:
    def test_names_what_was_never_paid_and_what_was_given_before(self) -> None:
        paid = PaidBefore({}, euros(1_200), unpaid=euros(300))

        assert told(break_down(ORDER, of({"cap": 1}, paid=paid))) == [
            ("goods", 2000),
            ("not_paid", -300),
            ("already_refunded", -500),
        ]

    def test_is_money_first_and_the_gift_cards_part_as_credit(self) -> None:
        paid = PaidBefore({}, ORDER.total, in_cash=euros(1_500))

        breakdown = break_down(ORDER, of({"cap": 1}, paid=paid))

        assert (breakdown.cash, breakdown.credit) == (euros(1_500), euros(500))

    def test_never_counts_a_bonus_as_money(self) -> None:
        breakdown = break_down(ORDER, of({"cap": 1}, rates={"line-cap": Rates(credit_bonus=1_000)}))

        assert (breakdown.cash, breakdown.credit) == (euros(2_000), euros(200))
