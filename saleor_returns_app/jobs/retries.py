"""When a job that failed is tried again."""

import random
from datetime import UTC, datetime, timedelta

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from saleor_returns_app.domain.errors import Unavailable

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)
MOST_ATTEMPTS = 200


class RetryWhatMayPass(BaseRetryStrategy):
    """Tries again what a peer out of reach has stopped, for about a day; a bug is not retried."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Double the pause with every attempt, up to ten minutes, with jitter; never come before
        the moment that the peer has named.
        """
        if not isinstance(exception, Unavailable) or job.attempts >= MOST_ATTEMPTS:
            return None
        pause = min(FIRST_PAUSE * 2 ** min(job.attempts, 10), LONGEST_PAUSE)
        spread = pause * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load, guards nothing
        if exception.retry_after is not None:
            named = timedelta(seconds=exception.retry_after)
            spread = max(spread, named * random.uniform(1.0, 1.2))  # noqa: S311 - as above
        return RetryDecision(retry_at=datetime.now(UTC) + spread)
