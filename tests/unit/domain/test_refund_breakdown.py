from hypothesis import given
from hypothesis import strategies as st

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.refund_breakdown import (
    Charge,
    PaidBefore,
    PartKind,
    Rates,
    RefundBreakdown,
    RefundTerms,
    Units,
    break_down,
    still_refundable,
)
from tests.support.orders import a_bought_line, a_snapshot

FEE = Money(500, "EUR")
NO_FEE = Money(0, "EUR")


def breakdown_of(
    order: OrderSnapshot,
    chosen: dict[str, int],
    *,
    fee: Money = FEE,
    credited: dict[str, int] | None = None,
    refundable: Money | None = None,
) -> RefundBreakdown:
    return break_down(
        order,
        RefundTerms(
            chosen=tuple(Units(line_id, quantity) for line_id, quantity in chosen.items()),
            paid=PaidBefore(credited or {}, order.total if refundable is None else refundable),
            fee=Charge(fee),
        ),
    )


class TestTheSeedCase:
    def test_is_33_73_to_the_cent(self) -> None:
        order = a_snapshot([a_bought_line(total=3273)], shipping=600)

        breakdown = breakdown_of(order, {"line-tee": 1})

        assert [(part.kind, part.amount.minor) for part in breakdown.parts] == [
            (PartKind.GOODS, 3273),
            (PartKind.ORIGINAL_SHIPPING, 600),
            (PartKind.RETURN_FEE, -500),
        ]
        assert str(breakdown.total) == "33.73 EUR"


class TestOriginalShipping:
    def test_stays_when_only_a_part_comes_back(self) -> None:
        order = a_snapshot([a_bought_line(quantity=2, total=4000)])

        breakdown = breakdown_of(order, {"line-tee": 1})

        assert breakdown.sum_of(PartKind.ORIGINAL_SHIPPING) == NO_FEE
        assert breakdown.total == Money(1500, "EUR")

    def test_adds_nothing_after_free_delivery(self) -> None:
        order = a_snapshot([a_bought_line(total=3273)], shipping=0)

        breakdown = breakdown_of(order, {"line-tee": 1})

        assert {part.kind for part in breakdown.parts} == {PartKind.GOODS, PartKind.RETURN_FEE}
        assert breakdown.total == Money(2773, "EUR")

    def test_does_not_wait_for_a_free_gift(self) -> None:
        gift = a_bought_line("pin", total=0, is_gift=True)
        order = a_snapshot([a_bought_line(), gift])

        breakdown = breakdown_of(order, {"line-tee": 1})

        assert breakdown.sum_of(PartKind.ORIGINAL_SHIPPING) == Money(600, "EUR")


class TestTheFee:
    def test_never_takes_more_than_there_is(self) -> None:
        order = a_snapshot([a_bought_line(quantity=2, total=400)])

        breakdown = breakdown_of(order, {"line-tee": 1})

        assert breakdown.total == NO_FEE
        assert breakdown.sum_of(PartKind.RETURN_FEE) == Money(-200, "EUR")
        assert breakdown.uncovered == Money(300, "EUR")

    def test_is_no_part_when_there_is_none(self) -> None:
        breakdown = breakdown_of(a_snapshot(), {"line-tee": 1}, fee=NO_FEE)

        assert breakdown.sum_of(PartKind.RETURN_FEE) == NO_FEE


class TestWhatWasRefundedBefore:
    def test_is_never_refunded_again(self) -> None:
        order = a_snapshot([a_bought_line(total=3273)], shipping=600)

        breakdown = breakdown_of(order, {"line-tee": 1}, refundable=Money(1000, "EUR"))

        assert breakdown.total == Money(1000, "EUR")
        assert breakdown.sum_of(PartKind.ALREADY_REFUNDED) == Money(-2373, "EUR")

    def test_units_credited_elsewhere_are_worth_nothing_more(self) -> None:
        order = a_snapshot([a_bought_line(quantity=3, total=1000)], shipping=0)

        breakdown = breakdown_of(order, {"line-tee": 1}, fee=NO_FEE, credited={"line-tee": 3})

        assert breakdown.total == NO_FEE

    def test_what_our_own_returns_promise_counts(self) -> None:
        order = a_snapshot([a_bought_line(total=3273)], shipping=600)

        left = still_refundable(order, promised=Money(3000, "EUR"))

        assert left == Money(873, "EUR")


@st.composite
def orders_with_partitions(draw: st.DrawFn) -> tuple[OrderSnapshot, list[dict[str, int]]]:
    currency = draw(st.sampled_from(["EUR", "JPY", "KWD"]))
    lines = [
        a_bought_line(f"p{index}", quantity=quantity, total=total, currency=currency)
        for index, (quantity, total) in enumerate(
            draw(
                st.lists(
                    st.tuples(st.integers(1, 12), st.integers(0, 10**7)), min_size=1, max_size=8
                )
            )
        )
    ]
    order = a_snapshot(lines, shipping=draw(st.integers(0, 5000)))
    left = {line.id: line.quantity for line in lines}
    returns: list[dict[str, int]] = []
    while any(left.values()):
        chosen = {line_id: draw(st.integers(0, quantity)) for line_id, quantity in left.items()}
        if not any(chosen.values()):
            chosen = dict(left)
        left = {line_id: quantity - chosen[line_id] for line_id, quantity in left.items()}
        returns.append({line_id: many for line_id, many in chosen.items() if many})
    return order, returns


class TestAnySeriesOfReturns:
    @given(orders_with_partitions())
    def test_gives_back_exactly_what_was_paid_for_the_goods(
        self, drawn: tuple[OrderSnapshot, list[dict[str, int]]]
    ) -> None:
        order, returns = drawn
        credited: dict[str, int] = {}
        given_back = 0
        for chosen in returns:
            breakdown = breakdown_of(order, chosen, fee=Money(0, order.currency), credited=credited)
            given_back += breakdown.sum_of(PartKind.GOODS).minor
            for line_id, quantity in chosen.items():
                credited[line_id] = credited.get(line_id, 0) + quantity

        assert given_back == sum(line.total.minor for line in order.lines)

    @given(orders_with_partitions(), st.integers(0, 10**6), st.integers(-100, 10**8))
    def test_is_never_below_zero_nor_above_what_is_refundable(
        self,
        drawn: tuple[OrderSnapshot, list[dict[str, int]]],
        fee: int,
        refundable: int,
    ) -> None:
        order, returns = drawn

        breakdown = breakdown_of(
            order,
            returns[0],
            fee=Money(fee, order.currency),
            refundable=Money(refundable, order.currency),
        )

        assert 0 <= breakdown.total.minor <= max(refundable, 0)


class TestRestocking:
    def test_keeps_a_share_of_each_line(self) -> None:
        lines = [a_bought_line("tee", total=3273), a_bought_line("cap", total=1000)]
        order = a_snapshot(lines, shipping=0)

        breakdown = break_down(
            order,
            RefundTerms(
                chosen=(
                    Units("line-tee", 1),
                    Units("line-cap", 1),
                ),
                paid=PaidBefore({}, order.total),
                fee=Charge(FEE),
                rates={"line-tee": Rates(restocking=1000), "line-cap": Rates(restocking=2500)},
            ),
        )

        kept = [part for part in breakdown.parts if part.kind is PartKind.RESTOCKING_FEE]
        assert [(part.line_id, part.amount.minor) for part in kept] == [
            ("line-tee", -327),
            ("line-cap", -250),
        ]
        assert breakdown.total == Money(4273 - 327 - 250 - 500, "EUR")

    def test_leaves_a_fee_only_what_is_there(self) -> None:
        order = a_snapshot([a_bought_line(total=1000)], shipping=0)

        breakdown = break_down(
            order,
            RefundTerms(
                chosen=(Units("line-tee", 1),),
                paid=PaidBefore({}, order.total),
                fee=Charge(FEE),
                rates={"line-tee": Rates(restocking=9000)},
            ),
        )

        assert breakdown.total == NO_FEE
        assert breakdown.uncovered == Money(400, "EUR")


class TestTheBonus:
    def breakdown(self, *, refundable: int, fee: Money = NO_FEE) -> RefundBreakdown:
        return break_down(
            a_snapshot([a_bought_line(total=3273)], shipping=600),
            RefundTerms(
                chosen=(Units("line-tee", 1),),
                paid=PaidBefore({}, Money(refundable, "EUR")),
                fee=Charge(fee),
                rates={"line-tee": Rates(credit_bonus=1000)},
            ),
        )

    def test_comes_on_top_of_the_goods(self) -> None:
        breakdown = self.breakdown(refundable=3873)

        assert breakdown.sum_of(PartKind.CREDIT_BONUS) == Money(327, "EUR")
        assert breakdown.total == Money(3873 + 327, "EUR")

    def test_counts_only_for_what_is_credited(self) -> None:
        assert self.breakdown(refundable=1000).total == Money(1100, "EUR")
        assert self.breakdown(refundable=0).total == NO_FEE


@given(
    restocking=st.integers(0, 20_000),
    bonus=st.integers(0, 20_000),
    fee=st.integers(0, 10_000),
    refundable=st.integers(-100, 10_000),
    totals=st.lists(st.integers(0, 5_000), min_size=1, max_size=4),
)
def test_whatever_the_rates_nothing_falls_below_zero(
    restocking: int, bonus: int, fee: int, refundable: int, totals: list[int]
) -> None:
    lines = [a_bought_line(f"p{at}", total=total) for at, total in enumerate(totals)]
    breakdown = break_down(
        a_snapshot(lines),
        RefundTerms(
            chosen=tuple(Units(line.id, 1) for line in lines),
            paid=PaidBefore({}, Money(refundable, "EUR")),
            fee=Charge(Money(fee, "EUR")),
            rates={line.id: Rates(restocking, bonus) for line in lines},
        ),
    )

    without_bonus = breakdown.total - breakdown.sum_of(PartKind.CREDIT_BONUS)
    assert 0 <= without_bonus.minor <= max(0, refundable)
    assert breakdown.uncovered.minor - breakdown.sum_of(PartKind.RETURN_FEE).minor == fee
