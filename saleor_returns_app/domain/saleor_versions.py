"""Versions of Saleor, to be compared."""

import re

Release = tuple[int, int, int]

OLDEST_MINOR = (3, 21)
NEWEST_MINOR = (3, 24)
# Later than any there is.
NEWEST: Release = (99, 0, 0)
# The first that knows `appProblemCreate`.
TAKES_PROBLEMS: Release = (3, 22, 36)
# The first that keeps the reason of a return.
TAKES_RETURN_REASONS: Release = (3, 23, 12)
# The first that knows `giftCardBalanceAdjust`.
ADJUSTS_GIFT_CARDS: Release = (3, 23, 19)

_NUMBERS = re.compile(r"(\d{1,4})\.(\d{1,4})(?:\.(\d{1,6}))?")


def release_of(version: str) -> Release:
    """Read a version such as 3.23.28; a pre-release counts as its release, nonsense as very old."""
    found = _NUMBERS.match(version)
    if found is None:
        return (0, 0, 0)
    return int(found[1]), int(found[2]), int(found[3] or 0)


def is_supported(version: str) -> bool:
    """Whether the app was made for a Saleor of this version."""
    return OLDEST_MINOR <= release_of(version)[:2] <= NEWEST_MINOR
