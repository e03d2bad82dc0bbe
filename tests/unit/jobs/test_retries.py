from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from procrastinate.jobs import Job

from saleor_returns_app.domain.errors import SaleorRateLimited, SaleorUnreachable, Unavailable
from saleor_returns_app.jobs.retries import MOST_ATTEMPTS, RetryWhatMayPass
from tests.support.orders import NOON


def pause(error: Exception, attempts: int = 0) -> timedelta | None:
    job = Job(
        id=1, queue="saleor", lock=None, queueing_lock=None, task_name="job", attempts=attempts
    )
    with time_machine.travel(NOON, tick=False):
        decision = RetryWhatMayPass().get_retry_decision(exception=error, job=job)
        if decision is None or decision.retry_at is None:
            return None
        return decision.retry_at - datetime.now(UTC)


class TestAJobThatFailed:
    @pytest.mark.parametrize(("attempts", "seconds"), [(0, 5), (3, 40), (20, 600)])
    def test_comes_again_later_and_later(self, attempts: int, seconds: int) -> None:
        waited = pause(SaleorUnreachable(), attempts)

        assert waited is not None
        assert seconds * 0.8 <= waited.total_seconds() <= seconds * 1.2

    def test_comes_not_before_the_moment_that_was_named(self) -> None:
        waited = pause(SaleorRateLimited(retry_after=120))

        assert waited is not None
        assert 120 <= waited.total_seconds() <= 144

    def test_takes_its_own_time_when_that_is_longer(self) -> None:
        waited = pause(Unavailable(retry_after=1), attempts=9)

        assert waited is not None
        assert waited.total_seconds() >= 480

    @pytest.mark.parametrize(
        ("error", "attempts"), [(ValueError(), 0), (SaleorUnreachable(), MOST_ATTEMPTS)]
    )
    def test_is_given_up_at_last_and_at_once_for_a_bug(
        self, error: Exception, attempts: int
    ) -> None:
        assert pause(error, attempts) is None
