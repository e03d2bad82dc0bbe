from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from saleor_returns_app.domain.errors import LineTwice, LineUnknown, QuantityInvalid, ReturnsError
from saleor_returns_app.domain.inspections import (
    ANSWER_TIME,
    DeductionTooLarge,
    DeductionUnlawful,
    EvidenceMissing,
    Finding,
    FindingMissing,
    InspectedLine,
    Inspection,
    RejectionUnlawful,
    all_fine,
    answer_by,
    assess,
    check_inspection,
    inspection_from,
    plain_inspection,
)
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Track
from saleor_returns_app.domain.refund_breakdown import (
    Charge,
    PaidBefore,
    PartKind,
    RefundInputs,
    RefundTerms,
    Units,
    compute,
)
from saleor_returns_app.domain.refunds.terms import inputs_of
from tests.support.builders import a_line, an_order_snapshot
from tests.support.orders import NOON

EXPECTED = (Units("line-tee", 3),)
SCRATCHED = {"finding": Finding.DAMAGED, "note": "The seam is torn."}


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


def found(**facts: Any) -> Inspection:
    return Inspection((InspectedLine("line-tee", **{"accepted": 3, **facts}),))


def inputs() -> RefundInputs:
    line = a_line(quantity=3, total=2000)
    order = an_order_snapshot(line)
    terms = RefundTerms(chosen=EXPECTED, paid=PaidBefore({}, euros(2600)), fee=Charge(euros(500)))
    return inputs_of(order, terms)


def check(inspection: Inspection, *, track: Track = Track.POLICY, is_informed: bool = True) -> None:
    check_inspection(inspection, EXPECTED, track=track, is_informed=is_informed)


class TestWhatIsFound:
    @pytest.mark.parametrize(
        ("inspection", "refusal"),
        [
            (found(accepted=4), QuantityInvalid),
            (found(accepted=-1), QuantityInvalid),
            (found(accepted=2, rejected=2, **SCRATCHED), QuantityInvalid),
            (found(deduction=euros(0), **SCRATCHED), QuantityInvalid),
            (found(deduction=euros(100)), FindingMissing),
            (found(accepted=2, rejected=1), FindingMissing),
            (found(accepted=2, rejected=1, finding=Finding.USED, note=" "), FindingMissing),
            (found(accepted=0, deduction=euros(1), **SCRATCHED), DeductionTooLarge),
            (Inspection(()), FindingMissing),
            (Inspection((InspectedLine("line-mug", 1),)), LineUnknown),
            (Inspection((InspectedLine("line-tee", 1), InspectedLine("line-tee", 1))), LineTwice),
        ],
    )
    def test_must_fit_the_return(self, inspection: Inspection, refusal: type[ReturnsError]) -> None:
        with pytest.raises(refusal):
            check(inspection)

    def test_may_be_that_units_are_missing(self) -> None:
        check(found(accepted=1))

    def test_can_be_written_and_read(self) -> None:
        inspection = found(deduction=euros(150), evidence=("photo-1",), **SCRATCHED)

        assert inspection_from(plain_inspection(inspection)) == inspection


class TestLaw:
    def test_does_not_let_used_goods_be_rejected(self) -> None:
        with pytest.raises(RejectionUnlawful):
            check(found(accepted=2, rejected=1, **SCRATCHED), track=Track.STATUTORY)

    def test_lets_what_was_never_sold_be_rejected(self) -> None:
        check(
            found(accepted=2, rejected=1, finding=Finding.OTHER_ITEM, note="Another brand."),
            track=Track.STATUTORY,
        )

    def test_wants_a_deduction_shown(self) -> None:
        with pytest.raises(EvidenceMissing):
            check(found(deduction=euros(100), **SCRATCHED), track=Track.STATUTORY)

    def test_takes_nothing_from_who_was_not_told_of_the_right(self) -> None:
        with pytest.raises(DeductionUnlawful):
            check(
                found(deduction=euros(100), evidence=("photo-1",), **SCRATCHED),
                track=Track.STATUTORY,
                is_informed=False,
            )

    def test_is_cited_in_the_deduction(self) -> None:
        lost = found(deduction=euros(100), evidence=("photo-1",), **SCRATCHED)

        breakdown = assess(inputs(), lost, track=Track.STATUTORY)

        cause = next(part.cause for part in breakdown.parts if part.kind is PartKind.DEDUCTION)
        assert cause.article == "Directive 2011/83/EU, Article 14(2)"
        assert (cause.code, cause.evidence) == ("damaged", ("photo-1",))


class TestTheAmounts:
    def test_are_as_confirmed_when_all_is_fine(self) -> None:
        confirmed = compute(inputs())

        assert assess(inputs(), all_fine(EXPECTED), track=Track.POLICY) == confirmed
        assert confirmed.total == euros(2000 + 600 - 500)

    def test_follow_the_units_accepted_and_what_they_lost(self) -> None:
        lost = found(accepted=2, rejected=1, deduction=euros(133), **SCRATCHED)

        breakdown = assess(inputs(), lost, track=Track.POLICY)

        # Two of three are 13.33; the shipping stays with who keeps a part.
        assert breakdown.total == euros(1333 - 133 - 500)

    def test_never_fall_under_nothing(self) -> None:
        breakdown = assess(inputs(), found(accepted=0), track=Track.POLICY)

        assert (breakdown.total, breakdown.uncovered) == (euros(0), euros(500))

    def test_take_no_more_than_the_goods_cost(self) -> None:
        with pytest.raises(DeductionTooLarge):
            assess(
                inputs(),
                found(accepted=1, deduction=euros(668), **SCRATCHED),
                track=Track.POLICY,
            )

    def test_of_a_line_with_nothing_accepted_leave_it_out(self) -> None:
        inspection = replace(found(accepted=0), lines=found(accepted=0).lines)

        assert inspection.accepted == ()


class TestTheTimeToAnswer:
    def test_is_five_days(self) -> None:
        assert answer_by(NOON, due=None) == NOON + ANSWER_TIME

    def test_leaves_a_day_to_pay_in_time(self) -> None:
        due = NOON + timedelta(days=3)

        assert answer_by(NOON, due=due) == NOON + timedelta(days=2)

    def test_is_none_when_the_money_has_to_go(self) -> None:
        assert answer_by(NOON, due=NOON + timedelta(hours=12)) is None
