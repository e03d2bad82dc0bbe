"""What law gives beside the rules, and the best of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.orders import OrderLine, RecordedExclusion
from saleor_returns_app.domain.policy.conditions import ALWAYS, FactName, Operator
from saleor_returns_app.domain.policy.decision import Cause, Fired, LineDecision
from saleor_returns_app.domain.policy.document import FeeRule, Informed, Rule, Settings, WindowRule
from saleor_returns_app.domain.policy.facts import ChosenLine
from saleor_returns_app.domain.policy.terms import (
    Outcome,
    Payer,
    Requirement,
    ReturnMethod,
    ReturnReason,
    Track,
)
from tests.support.orders import NOON, a_bought_line
from tests.support.policy_cases import (
    asks,
    codes,
    delivered_order,
    euros,
    flat,
    judged,
    refusing,
    setting,
    ways,
)

REFUND, CREDIT, EXCHANGE = Outcome.REFUND, Outcome.STORE_CREDIT, Outcome.EXCHANGE
DROP_OFF, IN_STORE = ReturnMethod.DROP_OFF, ReturnMethod.IN_STORE
TEE = a_bought_line("tee")
HARSH = Settings(
    window=WindowRule(0),
    fee=FeeRule(rate=2000),
    restocking_rate=1500,
    outcomes=(CREDIT,),
    methods=(IN_STORE,),
    approval=True,
    photo=True,
    message=True,
)
FAULTY = (ChosenLine(TEE.id, 1, ReturnReason.DAMAGED),)
SEALED = RecordedExclusion("sealed_hygiene", "Seal 4711 found broken, picture 3")


def french(*lines: OrderLine, **more: Any) -> Order:
    return delivered_order(*(lines or (TEE,)), **{"country": "FR", **more})


def line_of(order: Order, *rules: Rule, **more: Any) -> LineDecision:
    return judged(order, *rules, **more).lines[0]


class TestWithdrawal:
    def test_stands_against_every_rule(self) -> None:
        line = line_of(french(), refusing("never", ALWAYS), defaults=HARSH)

        assert line.returnable == 1
        assert ways(line.offers) == [(REFUND, IN_STORE), (REFUND, DROP_OFF)]
        refund = line.offers[1]
        assert refund.track is Track.STATUTORY
        assert refund.required == ()
        assert refund.restocking_rate == refund.fee_rate == 0
        assert refund.fee.amount == euros("0")
        assert refund.fee.because.code == "fee_capped"
        assert refund.fee.because.cause is Cause.LAW
        assert "14" in refund.fee.because.article
        assert line.window.because.article

    def test_is_what_prevailed_in_the_trace(self) -> None:
        rules = [
            refusing("never", ALWAYS),
            setting("photo", ALWAYS, Settings(photo=True)),
            setting("both", ALWAYS, Settings(restocking_rate=100, return_address="lyon")),
        ]

        trace = judged(french(), *rules).trace

        assert [step.became for step in trace] == [
            Fired.LAW_PREVAILED,
            Fired.LAW_PREVAILED,
            Fired.SET,
        ]
        assert trace[2].overridden_by == {"restocking_rate": "law"}

    def test_leaves_credit_to_the_rules_but_no_dearer(self) -> None:
        defaults = replace(HARSH, outcomes=(REFUND, CREDIT), methods=(DROP_OFF,))
        defaults = replace(defaults, window=WindowRule(30))

        refund, credit = line_of(french(), defaults=defaults).offers

        assert (refund.track, credit.track) == (Track.STATUTORY, Track.POLICY)
        assert (credit.fee, credit.fee_rate) == (refund.fee, 0)
        assert credit.restocking_rate == 1500
        assert [one.what for one in credit.required] == list(Requirement)

    @pytest.mark.parametrize(
        ("informed", "amount"),
        [
            (Informed(), "5.00"),
            (Informed(of_return_cost=False), "0"),
            (Informed(of_withdrawal=False), "0"),
        ],
    )
    def test_lets_the_direct_cost_be_asked_of_who_was_told(
        self, informed: Informed, amount: str
    ) -> None:
        defaults = Settings(fee=flat("5.00"))

        offer = line_of(french(), defaults=defaults, informed=informed).offers[0]

        assert offer.fee.amount == euros(amount)

    def test_lasts_a_year_longer_for_who_was_not_told_of_it(self) -> None:
        later = NOON + timedelta(days=200)
        strict = Settings(window=WindowRule(14))
        untold = Informed(of_withdrawal=False)

        assert codes(judged(french(), at=later, defaults=strict)) == ["window_over"]
        line = line_of(french(), at=later, defaults=strict, informed=untold)

        assert line.tracks == (Track.STATUTORY, Track.NON_CONFORMITY)
        assert line.window.because.facts["months"] == "12"

    @pytest.mark.parametrize(
        ("delivered", "last_day"),
        [
            (datetime(2026, 5, 29, 10, tzinfo=UTC), "2026-06-12"),
            (datetime(2026, 5, 30, 10, tzinfo=UTC), "2026-06-15"),
            (datetime(2026, 12, 11, 10, tzinfo=UTC), "2026-12-28"),
        ],
    )
    def test_ends_when_law_says(self, delivered: datetime, last_day: str) -> None:
        order, end = french(at=delivered), datetime.fromisoformat(f"{last_day}T22:59:59+00:00")
        rules: dict[str, Any] = {"defaults": Settings(window=WindowRule(14)), "time_zone": "UTC"}

        window = line_of(order, at=delivered, **rules).window

        assert str(window.last_day) == last_day
        assert judged(order, at=end - timedelta(hours=1), **rules).is_open
        over = judged(order, at=end + timedelta(days=1, hours=3), **rules)
        assert not over.is_open

    def test_never_ends_while_a_parcel_is_on_its_way(self) -> None:
        late = NOON + timedelta(days=3000)

        line = line_of(french(at=None), at=late, defaults=Settings(window=WindowRule(14)))

        assert line.returnable == 1
        assert line.window.last_instant is None

    def test_has_not_begun_while_goods_are_still_to_be_sent(self) -> None:
        two = a_bought_line("two", quantity=2)
        order = french(two)
        (parcel,) = order.snapshot.fulfillments
        part = replace(parcel, lines=(replace(parcel.lines[0], quantity=1),))
        order.snapshot = replace(order.snapshot, fulfillments=(part,))

        line = line_of(order, at=NOON + timedelta(days=100))

        assert line.returnable == 1
        assert Track.STATUTORY in line.tracks

    def test_lasts_to_the_end_of_the_day_where_that_comes_last(self) -> None:
        delivered = datetime(2026, 6, 1, 12, tzinfo=UTC)
        # The 15th ends in Los Angeles nine hours after it does in Paris.
        in_los_angeles = datetime(2026, 6, 16, 6, 59, tzinfo=UTC)
        rules: dict[str, Any] = {"defaults": Settings(window=WindowRule(14))}
        order = french(at=delivered)

        here = judged(order, at=in_los_angeles, time_zone="Europe/Paris", **rules)
        there = judged(order, at=in_los_angeles, time_zone="America/Los_Angeles", **rules)

        assert there.is_open
        assert there.lines[0].window.last_instant is not None
        assert here.lines[0].window.last_instant != there.lines[0].window.last_instant

    def test_asks_for_no_words(self) -> None:
        assert judged(french()).message_needed_for == ()
        assert judged(delivered_order(TEE)).message_needed_for == (ReturnReason.OTHER,)


class TestAnExclusion:
    def test_leaves_a_line_to_the_rules(self) -> None:
        sealed = replace(TEE, exclusion=SEALED)

        line = line_of(french(sealed), refusing("hygiene", ALWAYS))

        assert [refusal.code for refusal in line.refusals] == ["product_refused"]
        assert line.notes[0].article
        assert line.notes[0].facts["evidence"] == SEALED.evidence

    @pytest.mark.parametrize(
        "claim", [replace(SEALED, evidence=" "), replace(SEALED, ground="final_sale")]
    )
    def test_counts_only_on_a_ground_of_law_and_with_evidence(
        self, claim: RecordedExclusion
    ) -> None:
        line = line_of(french(replace(TEE, exclusion=claim)), refusing("final", ALWAYS))

        assert line.returnable == 1
        assert line.notes == ()


class TestFaultyGoods:
    LATE = NOON + timedelta(days=400)

    def test_come_back_for_nothing_within_the_guarantee(self) -> None:
        line = line_of(french(), refusing("never", ALWAYS), at=self.LATE, chosen=FAULTY)

        assert ways(line.offers) == [
            (REFUND, DROP_OFF),
            (REFUND, IN_STORE),
            (EXCHANGE, DROP_OFF),
            (EXCHANGE, IN_STORE),
        ]
        offer = line.offers[0]
        assert (offer.fee.amount, offer.fee.payer) == (euros("0"), Payer.MERCHANT)
        assert offer.fee.because.code == "fault_is_free"
        assert [one.what for one in offer.required] == [Requirement.APPROVAL]
        assert offer.track is Track.NON_CONFORMITY
        assert line.tracks == (Track.NON_CONFORMITY,)
        assert line.window.because.code == "guarantee"

    def test_need_no_approval_that_nobody_else_would(self) -> None:
        within = line_of(french(), chosen=FAULTY)
        by_policy = line_of(
            french(), chosen=FAULTY, at=self.LATE, defaults=Settings(window=WindowRule(900))
        )

        assert all(not offer.required for line in (within, by_policy) for offer in line.offers[:1])
        assert within.offers[0].track is Track.STATUTORY
        assert within.offers[0].fee.payer is Payer.MERCHANT

    def test_may_be_named_while_no_reason_is(self) -> None:
        line = line_of(french(), at=self.LATE)
        otherwise = ChosenLine(TEE.id, 1, ReturnReason.TOO_SMALL)

        assert [refusal.code for refusal in line.refusals] == ["window_over"]
        assert line.tracks == (Track.NON_CONFORMITY,)
        assert line_of(french(), at=self.LATE, chosen=(otherwise,)).tracks == ()

    def test_are_the_buyers_after_the_guarantee(self) -> None:
        line = line_of(french(), at=NOON + timedelta(days=800), chosen=FAULTY)

        assert [refusal.code for refusal in line.refusals] == ["window_over"]

    def test_have_no_guarantee_where_no_law_is_known(self) -> None:
        assert line_of(delivered_order(TEE), at=self.LATE, chosen=FAULTY).refusals


class TestTheBestOfAll:
    def test_is_the_later_window(self) -> None:
        generous = line_of(french(), defaults=Settings(window=WindowRule(100)))
        meagre = line_of(french(), defaults=Settings(window=WindowRule(3)))

        assert (generous.window.days, generous.window.because.cause) == (100, Cause.DEFAULT)
        assert (meagre.window.days, meagre.window.because.cause) == (14, Cause.LAW)

    def test_together_stands_on_what_all_lines_have(self) -> None:
        sealed = replace(a_bought_line("sealed"), exclusion=SEALED)
        decision = judged(french(TEE, sealed), defaults=Settings(approval=True))

        assert decision.lines[0].offers[0].required == ()
        assert [one.what for one in decision.offers[0].required] == [Requirement.APPROVAL]
        assert decision.offers[0].track is Track.POLICY

    def test_is_no_ones_where_a_rule_asks_for_a_country(self) -> None:
        rule = refusing("abroad", asks(FactName.COUNTRY, Operator.IS_NOT, "FR"))

        assert codes(judged(delivered_order(TEE), rule)) == ["product_refused"]
