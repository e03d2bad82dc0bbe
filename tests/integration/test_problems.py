"""What waits for the merchant is shown in the desk and by Saleor, once, until it is over."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from saleor_returns_app.domain.case_events import Actor, ActorKind
from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.domain.shop_problems import WORDINGS, ProblemKind, ShopProblem
from saleor_returns_app.sandbox.saleor.installed import AppProblem
from saleor_returns_app.use_cases.care.look_after_shop import look_after_shop
from saleor_returns_app.use_cases.care.problems import (
    mark_solved,
    open_problem,
    open_problems,
    solve_problem,
)
from saleor_returns_app.use_cases.returns.send_message import give_up_message
from saleor_returns_app.use_cases.returns.settle_return import mark_refunded
from tests.support.returns import Walk
from tests.support.sandbox import PaymentBehaviour
from tests.support.whole_app import WholeApp, whole_app

NOW = datetime.now(UTC)
STAFF = Actor(ActorKind.STAFF, "anna@example.com")
MAIL, OFF = ProblemKind.MAIL_FAILING, ProblemKind.WEBHOOKS_OFF


def waiting(app: WholeApp) -> list[ShopProblem]:
    return open_problems(app.shop.id, transaction=app.parts.services.transaction)


def kinds(app: WholeApp) -> list[ProblemKind]:
    return [problem.kind for problem in waiting(app)]


def shown(app: WholeApp) -> list[AppProblem]:
    return [one for one in app.saleor.app.problems if not one.dismissed_by]


def care(app: WholeApp) -> None:
    services = app.parts.services
    look_after_shop(
        app.shop.id,
        at=NOW,
        saleor=services.saleor,
        asked=services.asked,
        transaction=services.transaction,
    )
    app.settle()


def opened(app: WholeApp, kind: ProblemKind = MAIL, **more: str) -> None:
    with app.parts.services.transaction() as store:
        open_problem(store, app.shop.id, kind, at=NOW, **more)  # type: ignore[arg-type]


def solved(app: WholeApp, kind: ProblemKind = MAIL) -> None:
    with app.parts.services.transaction() as store:
        solve_problem(store, app.shop.id, kind, at=NOW)


def a_failed_refund(app: WholeApp) -> ReturnRequest:
    app.saleor.payment_behaviour(PaymentBehaviour.REFUSE)
    case, _ = Walk(app).to_the_goods()
    Walk(app).refund(case)
    app.settle(ahead=True)
    assert app.case(case.number).money_status is MoneyStatus.FAILED
    return case


class TestAProblem:
    def test_is_shown_by_saleor_until_it_is_over(self, app: WholeApp) -> None:
        opened(app)
        app.settle()
        (problem,) = shown(app)
        solved(app)
        app.settle()

        assert problem.message.startswith("A mail could not be sent")
        assert problem.is_critical
        assert problem.dismissed_by == "APP"
        assert waiting(app) == []

    def test_is_told_once_however_often_it_is_met(self, app: WholeApp) -> None:
        for _ in range(3):
            opened(app, OFF, about="one")
            app.settle()
        opened(app, OFF, about="two")
        app.settle()

        assert [(one.count, one.is_critical) for one in shown(app)] == [(1, False)]
        assert [problem.about for problem in waiting(app)] == ["two"]

    def test_is_told_once_when_the_answer_is_lost(self, app: WholeApp) -> None:
        app.saleor.faults.add("ReportProblem", "lost_after")
        opened(app)

        app.settle(ahead=True)

        assert [one.count for one in shown(app)] == [1]
        assert waiting(app)[0].saleor_id
        assert app.failed_jobs() == []

    def test_that_comes_back_is_shown_again(self, app: WholeApp) -> None:
        for change in (opened, solved, opened):
            change(app)
            app.settle()

        assert len(shown(app)) == 1
        assert len(app.saleor.app.problems) == 2

    def test_that_is_over_before_saleor_heard_of_it_is_never_shown(self, app: WholeApp) -> None:
        opened(app)
        solved(app)
        app.settle()

        assert app.saleor.app.problems == []

    def test_that_is_over_and_back_at_once_is_shown(self, app: WholeApp) -> None:
        opened(app)
        app.settle()
        solved(app)
        opened(app)
        app.settle()

        assert len(shown(app)) == 1
        assert app.failed_jobs() == []

    def test_that_saleor_refuses_to_show_is_shown_by_us(self, app: WholeApp) -> None:
        app.saleor.faults.add("ReportProblem", "refuse")

        opened(app)
        app.settle()

        assert kinds(app) == [MAIL]
        assert app.failed_jobs() == []

    def test_is_told_again_where_the_app_is_installed_anew(self, app: WholeApp) -> None:
        opened(app)
        app.settle()

        app.install()
        app.settle()

        assert [one.count for one in shown(app)] == [1]

    def test_can_be_marked_as_solved_by_the_merchant_whose_it_is(self, app: WholeApp) -> None:
        opened(app)
        app.settle()
        problem_id, transaction = waiting(app)[0].id, app.parts.services.transaction

        with pytest.raises(NotFound):
            mark_solved("another-shop", problem_id, at=NOW, transaction=transaction)
        for _ in range(2):
            mark_solved(app.shop.id, problem_id, at=NOW, transaction=transaction)
        app.settle()

        assert (waiting(app), shown(app)) == ([], [])

    def test_belongs_to_one_shop(self, app: WholeApp) -> None:
        opened(app)

        transaction = app.parts.services.transaction
        assert open_problems("another-shop", transaction=transaction) == []

    @pytest.mark.parametrize("version", ["3.21.69", "3.22.35"])
    def test_waits_for_a_saleor_that_takes_problems(
        self, database_url: str, tmp_path: Path, version: str
    ) -> None:
        with whole_app(database_url, tmp_path, saleor_version=version) as app:
            app.install()
            opened(app)
            app.settle()
            before = (kinds(app), list(app.saleor.app.problems), app.failed_jobs())
            app.saleor.upgrade("3.22.36")

            care(app)

            assert before == ([MAIL], [], [])
            assert [one.count for one in shown(app)] == [1]

    @pytest.mark.parametrize("kind", ProblemKind)
    def test_says_what_to_do(self, kind: ProblemKind) -> None:
        problem = ShopProblem("1", "shop", kind.value, kind, "R-2026-000001", NOW)

        assert kind in WORDINGS
        assert 20 < len(problem.text) < 2048
        assert "%" not in problem.text


class TestTheMerchantIsTold:
    def test_of_a_permission_that_is_missing(self, app: WholeApp) -> None:
        app.saleor.app.permissions.remove("HANDLE_PAYMENTS")
        care(app)
        told = [problem.about for problem in waiting(app)]
        app.saleor.app.permissions.append("HANDLE_PAYMENTS")
        care(app)

        assert told == ["HANDLE_PAYMENTS"]
        assert (waiting(app), shown(app)) == ([], [])

    def test_of_a_feature_whose_permission_was_taken_away(self, app: WholeApp) -> None:
        app.saleor.grant("MANAGE_USERS")
        with app.parts.services.transaction() as store:
            store.installations.locked(app.shop.id).switch("forget_customers", on=True)
        care(app)
        before = waiting(app)
        app.saleor.withdraw("MANAGE_USERS")
        care(app)
        told = [(problem.kind, problem.about) for problem in waiting(app)]
        app.saleor.grant("MANAGE_USERS")
        care(app)

        assert before == []
        assert told == [(ProblemKind.FEATURE_WAITS, "MANAGE_USERS")]
        assert (waiting(app), shown(app)) == ([], [])

    def test_of_webhooks_that_are_switched_off(self, app: WholeApp) -> None:
        webhook = app.saleor.app.webhooks[0]
        webhook.is_active = False
        care(app)
        told = [(problem.kind, problem.about) for problem in waiting(app)]
        webhook.is_active = True
        care(app)

        assert told == [(OFF, webhook.name)]
        assert (waiting(app), shown(app)) == ([], [])

    def test_of_webhooks_that_cannot_be_repaired(self, app: WholeApp) -> None:
        app.saleor.app.webhooks.pop()
        app.saleor.faults.add("WebhookCreate", "refuse")

        care(app)
        told = kinds(app)
        care(app)

        assert told == [ProblemKind.WEBHOOKS_MISSING]
        assert (waiting(app), shown(app)) == ([], [])

    def test_of_a_refund_that_was_not_paid_until_it_is(self, app: WholeApp) -> None:
        case = a_failed_refund(app)
        told = [(problem.kind, problem.about, problem.case_id) for problem in waiting(app)]
        app.saleor.payment_behaviour(PaymentBehaviour.APPROVE)

        Walk(app).refund(case)
        app.settle(ahead=True)

        assert told == [(ProblemKind.REFUND_FAILED, case.number, app.case(case.number).id)]
        assert app.case(case.number).money_status is MoneyStatus.REFUNDED
        assert (waiting(app), shown(app)) == ([], [])

    def test_of_a_refund_until_it_was_given_by_other_means(self, app: WholeApp) -> None:
        case = a_failed_refund(app)
        services = app.parts.services

        mark_refunded(
            app.shop.id,
            case.number,
            Money(100, "EUR"),
            reference="",
            at=NOW,
            by=STAFF,
            transaction=services.transaction,
        )
        app.settle()

        assert (waiting(app), shown(app)) == ([], [])

    def test_of_a_mail_that_never_went_out_until_one_does(self, app: WholeApp) -> None:
        case, _ = Walk(app).to_the_goods()
        with app.parts.services.transaction() as store:
            message = store.messages.of_case(case.id)[0]

        give_up_message(message.id, at=NOW, transaction=app.parts.services.transaction)
        told = kinds(app)
        Walk(app).refund(case)
        app.settle(ahead=True)

        assert told == [MAIL]
        assert waiting(app) == []
