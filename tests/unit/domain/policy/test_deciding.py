"""What rules make of an order where no law of ours holds."""

from datetime import UTC, datetime, timedelta

import pytest

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import FulfillmentStatus
from saleor_returns_app.domain.policy.conditions import ALWAYS, AllOf, FactName, Operator
from saleor_returns_app.domain.policy.decision import Cause, Fired
from saleor_returns_app.domain.policy.document import FeeRule, Settings, WindowRule
from saleor_returns_app.domain.policy.facts import Capabilities, ChosenLine, LineUse
from saleor_returns_app.domain.policy.terms import (
    Outcome,
    Payer,
    Requirement,
    ReturnMethod,
    ReturnReason,
    Source,
    Track,
    WindowStart,
)
from saleor_returns_app.domain.refund_breakdown import (
    Charge,
    PaidBefore,
    RefundTerms,
    Units,
    break_down,
)
from tests.support.orders import (
    NOON,
    SHIPPED,
    a_bought_line,
    a_followed_order,
    a_parcel,
    a_snapshot,
)
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
DROP_OFF, IN_STORE, KEEP = ReturnMethod.DROP_OFF, ReturnMethod.IN_STORE, ReturnMethod.KEEP
TEE, CAP = a_bought_line("tee"), a_bought_line("cap", total=1000)
IS_TEE = asks(FactName.SKU, Operator.IS, "TEE-M")
IS_CREDIT = asks(FactName.OUTCOME, Operator.IS, "store_credit")
GERMANY = asks(FactName.COUNTRY, Operator.IS, "DE")
PAID = Settings(fee=flat("5.00"))


class TestTheSeedCase:
    def test_is_33_73_to_the_cent(self) -> None:
        order = a_followed_order(a_snapshot([TEE], shipping=600))
        offer = judged(order, defaults=PAID).offer(REFUND, DROP_OFF)

        assert offer
        breakdown = break_down(
            order.snapshot,
            RefundTerms(
                chosen=(Units(TEE.id, 1),),
                paid=PaidBefore({}, order.snapshot.total),
                fee=Charge(offer.fee.amount),
            ),
        )

        assert str(breakdown.total) == "33.73 EUR"

    @pytest.mark.parametrize(
        ("country", "amount"), [("DE", "2.00"), ("US", "5.00"), ("FR", "5.00")]
    )
    def test_germany_pays_two_euros(self, country: str, amount: str) -> None:
        rule = setting("fee-de", GERMANY, Settings(fee=flat("2.00")))

        offer = judged(delivered_order(TEE, country=country), rule, defaults=PAID).offers[0]

        assert offer.fee.amount == euros(amount)
        assert offer.fee.because.rule_id == ("fee-de" if country == "DE" else "")

    @pytest.mark.parametrize(("day", "is_open"), [(16, True), (17, False)])
    def test_fourteen_days_from_2_march_end_with_the_16th(self, day: int, is_open: bool) -> None:
        order = delivered_order(TEE, at=datetime(2026, 3, 2, 15, tzinfo=UTC))
        at = datetime(2026, 3, day, 0, 30, tzinfo=UTC)

        decision = judged(order, at=at, defaults=Settings(window=WindowRule(14)))

        assert decision.is_open is is_open

    def test_without_a_scan_the_window_has_not_begun(self) -> None:
        decision = judged(delivered_order(TEE, at=None), at=NOON + timedelta(days=2000))

        assert decision.is_open
        assert decision.lines[0].window.last_day is None


class TestOfTwoRules:
    def test_the_lower_one_wins_what_both_set(self) -> None:
        rules = [
            setting("one", ALWAYS, Settings(fee=flat("1.00"), approval=True)),
            setting("two", ALWAYS, Settings(fee=flat("2.00"))),
        ]

        decision = judged(delivered_order(TEE), *rules)

        offer = decision.offers[0]
        assert offer.fee.amount == euros("2.00")
        assert [one.because.rule_id for one in offer.required] == ["one"]
        first, second = decision.trace
        assert first.became is second.became is Fired.SET
        assert first.overridden_by == {"fee": "two"}
        assert first.set == {"fee": "1.00 EUR customer", "approval": "true"}

    def test_one_wholly_overridden_is_said_to_be(self) -> None:
        rules = [setting("one", ALWAYS, PAID), setting("two", ALWAYS, Settings(fee=FeeRule()))]

        assert judged(delivered_order(TEE), *rules).trace[0].became is Fired.OVERRIDDEN

    def test_one_that_is_off_or_for_another_door_is_silent(self) -> None:
        rules = [
            refusing("off", ALWAYS, is_on=False),
            refusing("staff", ALWAYS, source=Source.STAFF),
        ]

        assert judged(delivered_order(TEE), *rules, source=Source.PORTAL).is_open
        assert not judged(delivered_order(TEE), *rules, source=Source.STAFF).is_open


class TestARefusalByRule:
    def test_is_for_its_item_alone(self) -> None:
        decision = judged(delivered_order(TEE, CAP), refusing("no-tees", IS_TEE))

        tee, cap = decision.lines
        because = tee.refusals[0].because
        assert (because.code, because.cause, because.rule_id) == (
            "product_refused",
            Cause.RULE,
            "no-tees",
        )
        assert because.facts == {"item.sku": "tee-m"}
        assert because.message.by_language == {"en": "Not by no-tees."}
        assert cap.returnable == 1
        assert ways(decision.offers) == [(REFUND, DROP_OFF), (REFUND, IN_STORE)]

    def test_of_the_whole_order_is_for_every_line(self) -> None:
        decision = judged(delivered_order(TEE, CAP), refusing("stop", IS_TEE, whole_order=True))

        assert codes(decision) == ["order_refused", "order_refused"]
        assert decision.lines[1].refusals[0].because.facts == {}

    def test_is_never_undone_and_adds_up(self) -> None:
        rules = [refusing("one", ALWAYS), refusing("two", IS_TEE), setting("free", ALWAYS, PAID)]

        decision = judged(delivered_order(TEE), *rules, at=NOON + timedelta(days=90))

        assert codes(decision) == ["product_refused", "product_refused", "window_over"]
        assert [step.became for step in decision.trace] == [
            Fired.REFUSED,
            Fired.REFUSED,
            Fired.SET,
        ]

    def test_may_be_of_one_outcome(self) -> None:
        defaults = Settings(outcomes=(REFUND, CREDIT))

        decision = judged(delivered_order(TEE), refusing("cash", IS_CREDIT), defaults=defaults)

        assert {offer.outcome for offer in decision.offers} == {REFUND}
        assert [step.became for step in decision.trace] == [Fired.DEPENDS]


class TestWhatStandsAboveAll:
    def test_names_every_reason(self) -> None:
        gift_card = a_bought_line("card", is_gift_card=True, is_gift=True)
        order = a_followed_order(a_snapshot([gift_card], fulfillments=[], status="CANCELED"))

        assert codes(judged(order)) == ["order_closed", "gift_card", "free_gift", "not_shipped"]

    def test_counts_what_is_on_its_way_and_what_came_back(self) -> None:
        parcels = [
            a_parcel({"line-tee": 2}),
            a_parcel({"line-tee": 1}, status=FulfillmentStatus.RETURNED),
        ]
        tees = a_bought_line(quantity=3)
        order = a_followed_order(a_snapshot([tees], fulfillments=parcels, country="US"))

        assert judged(order).lines[0].returnable == 2
        assert judged(order, uses={"line-tee": LineUse(1, 1)}).lines[0].returnable == 2
        assert codes(judged(order, uses={"line-tee": LineUse(3, 1)})) == ["already_returned"]


class TestARuleOnOffers:
    def test_gives_each_outcome_terms_of_its_own(self) -> None:
        then = Settings(fee=FeeRule(), credit_bonus_rate=1000, window=WindowRule(60))
        defaults = Settings(fee=flat("5.00"), outcomes=(REFUND, CREDIT), methods=(DROP_OFF,))
        rule = setting("credit", IS_CREDIT, then)
        order = delivered_order(TEE)

        refund, credit = judged(order, rule, defaults=defaults).offers
        later = judged(order, rule, defaults=defaults, at=NOON + timedelta(days=30))

        assert (refund.fee.amount, refund.credit_bonus_rate) == (euros("5"), 0)
        assert (credit.fee.amount, credit.credit_bonus_rate) == (euros("0"), 1000)
        assert ways(later.offers) == [(CREDIT, DROP_OFF)]
        assert later.lines[0].window.days == 60


class TestTheTerms:
    def test_charge_only_for_what_travels(self) -> None:
        drop_off, in_store = judged(delivered_order(TEE), defaults=PAID).offers

        assert (drop_off.method, drop_off.fee.amount) == (DROP_OFF, euros("5"))
        assert (in_store.method, in_store.fee.amount) == (IN_STORE, euros("0"))
        assert in_store.fee.because.code == "no_carriage"

    def test_never_convert_a_fee(self) -> None:
        dollars = FeeRule((Money(500, "USD"),))

        offer = judged(delivered_order(TEE), defaults=Settings(fee=dollars)).offers[0]

        assert offer.fee.amount == euros("0")

    def test_show_what_the_merchant_pays(self) -> None:
        fee = flat("4.00", payer=Payer.MERCHANT)

        offer = judged(delivered_order(TEE), defaults=Settings(fee=fee)).offers[0]

        assert (offer.fee.amount, offer.fee.payer) == (euros("4"), Payer.MERCHANT)

    def test_ask_for_what_the_rules_ask(self) -> None:
        defaults = Settings(approval=True, photo=True, message=True)

        offer = judged(delivered_order(TEE), defaults=defaults).offers[0]

        assert [one.what for one in offer.required] == list(Requirement)

    def test_offer_only_what_can_be_served(self) -> None:
        everything = Settings(methods=tuple(ReturnMethod), ship_with="dhl")
        able = Capabilities(frozenset({DROP_OFF}), frozenset())

        decision = judged(delivered_order(TEE), defaults=everything, capabilities=able)

        assert ways(decision.offers) == [(REFUND, DROP_OFF)]
        assert decision.offers[0].ship_with == ""

    def test_let_cheap_things_be_kept(self) -> None:
        defaults = Settings(keep_below=(euros("15.00"), Money(1, "USD")))

        tee, cap = judged(delivered_order(TEE, CAP), defaults=defaults).lines

        assert KEEP not in {offer.method for offer in tee.offers}
        assert KEEP in {offer.method for offer in cap.offers}

    def test_with_nothing_to_offer_are_a_refusal(self) -> None:
        decision = judged(delivered_order(TEE), setting("none", ALWAYS, Settings(outcomes=())))

        because = decision.lines[0].refusals[0].because
        assert (because.code, because.rule_id) == ("nothing_offered", "none")


class TestTheWindow:
    @pytest.mark.parametrize(
        ("starts", "last_day"),
        [
            (WindowStart.PLACED, "2026-11-23"),
            (WindowStart.FULFILLED, "2026-11-24"),
            (WindowStart.DELIVERED, "2026-11-28"),
        ],
    )
    def test_counts_from_what_the_rule_says(self, starts: WindowStart, last_day: str) -> None:
        order = delivered_order(TEE, at=SHIPPED + timedelta(days=4))

        window = judged(order, defaults=Settings(window=WindowRule(14, starts))).lines[0].window

        assert str(window.last_day) == last_day
        assert window.because.facts == {"days": "14", "from": starts.value, "last_day": last_day}

    @pytest.mark.parametrize(
        ("delivered", "last_instant"),
        [
            # Clocks go back on 25 October and forward on 29 March: the day is as long as it is.
            (datetime(2026, 10, 11, 12, tzinfo=UTC), datetime(2026, 10, 25, 22, 59, tzinfo=UTC)),
            (datetime(2026, 3, 15, 12, tzinfo=UTC), datetime(2026, 3, 29, 21, 59, tzinfo=UTC)),
            # Half past midnight in Paris is the day after.
            (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), datetime(2026, 7, 16, 21, 59, tzinfo=UTC)),
        ],
    )
    def test_ends_with_the_day_in_the_shops_zone(
        self, delivered: datetime, last_instant: datetime
    ) -> None:
        order = delivered_order(TEE, at=delivered)
        of_document = {"defaults": Settings(window=WindowRule(14)), "time_zone": "Europe/Paris"}
        end = last_instant + timedelta(seconds=59, microseconds=999_999)

        assert judged(order, at=end, **of_document).is_open
        over = judged(order, at=end + timedelta(microseconds=1), **of_document)

        assert codes(over) == ["window_over"]
        assert over.lines[0].refusals[0].because.facts["days"] == "14"

    @pytest.mark.parametrize("days", [10**9, 10**400])
    def test_of_absurd_length_does_not_fall(self, days: int) -> None:
        decision = judged(delivered_order(TEE), defaults=Settings(window=WindowRule(days)))

        assert decision.is_open


class TestLinesTogether:
    def chosen(self, *lines: str) -> tuple[ChosenLine, ...]:
        return tuple(ChosenLine(line, 1, ReturnReason.TOO_SMALL) for line in lines)

    def test_have_what_each_of_them_has(self) -> None:
        rule = setting("tees", IS_TEE, Settings(outcomes=(REFUND, CREDIT), methods=(DROP_OFF,)))

        decision = judged(delivered_order(TEE, CAP), rule)

        assert ways(decision.offers) == [(REFUND, DROP_OFF)]

    def test_cost_the_highest_fee_once(self) -> None:
        rule = setting("tees", IS_TEE, Settings(fee=flat("7.00"), photo=True, restocking_rate=500))
        defaults = Settings(fee=flat("5.00"), message=True)

        offer = judged(delivered_order(TEE, CAP), rule, defaults=defaults).offers[0]

        assert offer.fee.amount == euros("7.00")
        assert offer.fee.because.rule_id == "tees"
        assert offer.restocking_rate == 500
        assert [one.what for one in offer.required] == [Requirement.PHOTO, Requirement.MESSAGE]

    def test_cost_a_share_of_each_ones_value(self) -> None:
        rule = setting("tees", IS_TEE, Settings(fee=FeeRule(rate=1000)))
        order = delivered_order(TEE, CAP)

        offer = judged(
            order, rule, defaults=PAID, chosen=self.chosen("line-tee", "line-cap")
        ).offers[0]
        alone = judged(order, rule, defaults=PAID, chosen=self.chosen("line-tee")).offers[0]

        assert offer.fee.amount == euros("8.27")
        assert (alone.fee.amount, alone.fee_rate) == (euros("3.27"), 1000)

    def test_go_where_the_lowest_rule_sends_them(self) -> None:
        rules = [
            setting("tees", IS_TEE, Settings(return_address="lyon", ship_with="dhl")),
            setting(
                "caps",
                asks(FactName.SKU, Operator.IS, "cap-m"),
                Settings(return_address="lille"),
            ),
        ]

        offer = judged(delivered_order(TEE, CAP), *rules).offers[0]

        assert (offer.return_address, offer.ship_with) == ("lille", "dhl")

    def test_that_share_no_way_are_refused(self) -> None:
        rule = setting("tees", IS_TEE, Settings(methods=(IN_STORE,)))
        defaults = Settings(methods=(DROP_OFF,))
        order = delivered_order(TEE, CAP)

        decision = judged(
            order, rule, defaults=defaults, chosen=self.chosen("line-tee", "line-cap")
        )

        assert decision.is_open
        assert decision.offers == ()
        assert [refusal.code for refusal in decision.refusals] == ["not_together"]

    def test_are_refused_with_one_that_is(self) -> None:
        decision = judged(
            delivered_order(TEE, CAP),
            refusing("no-tees", IS_TEE),
            chosen=self.chosen("line-tee", "line-cap"),
        )

        assert decision.offers == ()
        assert [refusal.because.rule_id for refusal in decision.refusals] == ["no-tees"]

    def test_are_those_that_were_chosen(self) -> None:
        rule = setting("tees", IS_TEE, Settings(methods=(IN_STORE,)))

        decision = judged(delivered_order(TEE, CAP), rule, chosen=self.chosen("line-cap"))

        assert len(decision.offers) == 2


class TestBadInput:
    def test_of_a_thousand_rules_is_decided(self) -> None:
        rules = [setting(f"rule-{at}", AllOf((IS_TEE, GERMANY)), PAID) for at in range(999)]

        decision = judged(delivered_order(TEE, country="DE"), *rules, refusing("last", IS_TEE))

        assert len(decision.trace) == 1000

    def test_of_broken_text_and_huge_numbers_is_decided(self) -> None:
        broken = a_bought_line("\ud800", total=10**30, weight_grams=10**5000)
        rules = [
            setting("text", asks(FactName.SKU, Operator.CONTAINS, "\ud800"), PAID),
            setting("weight", asks(FactName.WEIGHT, Operator.GREATER, 10**4999), PAID),
        ]

        decision = judged(delivered_order(broken), *rules)

        assert [step.facts for step in decision.trace] == [
            {"item.sku": "\ud800-m"},
            {"item.weight": "∞"},
        ]

    def test_of_lines_that_are_not_there_is_decided(self) -> None:
        chosen = (ChosenLine("line-none", 10**20), ChosenLine("line-tee", -(10**20)))

        assert judged(delivered_order(TEE), chosen=chosen).is_open

    def test_track_is_the_merchants_where_no_law_is_known(self) -> None:
        assert judged(delivered_order(TEE)).lines[0].tracks == (Track.POLICY,)
