"""A breakdown can be computed again from what is kept beside it, to the byte."""

import json

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Track
from saleor_returns_app.domain.refund_breakdown import (
    Charge,
    Deduction,
    Delivery,
    PaidBefore,
    PartCause,
    Rates,
    RefundBreakdown,
    RefundTerms,
    Units,
    break_down,
    breakdown_from,
    canonical_breakdown,
    compute,
    plain_breakdown,
)
from saleor_returns_app.storage.json_columns import converter
from tests.support.orders import a_bought_line, a_snapshot

RULE = PartCause("rule", {"reason": "too_small"}, rule_id="r-1", rule_name="Sale items")


def a_breakdown_of_everything() -> RefundBreakdown:
    order = a_snapshot([a_bought_line("tee", quantity=3, total=10_000), a_bought_line("cap")])
    return break_down(
        order,
        RefundTerms(
            chosen=(Units("line-tee", 2), Units("line-cap", 1)),
            paid=PaidBefore(
                {"line-tee": 1},
                refundable=Money(9_000, "EUR"),
                in_cash=Money(8_000, "EUR"),
                shipping=Money(100, "EUR"),
                unpaid=Money(50, "EUR"),
            ),
            fee=Charge(Money(500, "EUR"), RULE),
            waived=Charge(Money(200, "EUR"), PartCause("staff")),
            prepaid=Money(100, "EUR"),
            rates={"line-tee": Rates(1_000, 500, RULE, RULE)},
            deductions=(
                Deduction("line-cap", Money(70, "EUR"), PartCause("stained", evidence=("file-1",))),
            ),
            delivery=Delivery(Track.NON_CONFORMITY, Money(400, "EUR"), "Art. 13(2)"),
        ),
    )


class TestAStoredBreakdown:
    def test_has_every_kind_of_part(self) -> None:
        kinds = [part.kind.value for part in a_breakdown_of_everything().parts]

        assert kinds == [
            "goods",
            "goods",
            "original_shipping",
            "restocking_fee",
            "deduction",
            "return_fee",
            "fee_waived",
            "fee_prepaid",
            "not_paid",
            "already_refunded",
            "credit_bonus",
        ]

    def test_is_computed_again_to_the_byte(self) -> None:
        stored = json.dumps(converter.unstructure(a_breakdown_of_everything()))

        read = converter.structure(json.loads(stored), RefundBreakdown)

        assert read == a_breakdown_of_everything()
        assert read.inputs
        assert canonical_breakdown(compute(read.inputs)) == canonical_breakdown(read)

    def test_has_one_form_in_storage_and_in_the_history(self) -> None:
        breakdown = a_breakdown_of_everything()
        words = json.loads(json.dumps(plain_breakdown(breakdown)))

        assert words == json.loads(json.dumps(converter.unstructure(breakdown)))
        assert breakdown_from(words) == breakdown

    def test_of_before_inputs_were_kept_is_still_read(self) -> None:
        five = {"minor": 500, "currency": "EUR"}
        part = {"kind": "goods", "amount": five, "line_id": "line-tee", "quantity": 1}
        words = {"parts": [part], "total": five, "uncovered": {"minor": 0, "currency": "EUR"}}

        read = breakdown_from(words)

        assert read == converter.structure(words, RefundBreakdown)
        assert (read.inputs, read.cash, read.credit.minor) == (None, Money(500, "EUR"), 0)
