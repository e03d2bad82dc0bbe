"""What there is to know of a policy before it is published, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from saleor_returns_app.domain.policy.facts import Capabilities


class Severity(StrEnum):
    """Whether a policy can be published with it."""

    ERROR = "error"
    WARNING = "warning"


class FindingCode(StrEnum):
    """What was found; stable, and each with a sentence."""

    NEVER_FIRES = "never_fires"
    OVERRIDDEN = "overridden"
    REFUSED_ANYWAY = "refused_anyway"
    CONTRADICTS = "contradicts"
    MESSAGE_MISSING = "message_missing"
    CARRIER_NOT_CONNECTED = "carrier_not_connected"
    METHOD_NOT_SERVED = "method_not_served"
    WINDOW_UNDER_LAW = "window_under_law"
    WINDOW_STARTS_EARLY = "window_starts_early"
    PERCENT_FEE_AND_LAW = "percent_fee_and_law"
    RESTOCKING_AND_LAW = "restocking_and_law"
    FEE_NOT_TOLD = "fee_not_told"
    REFUSAL_AND_LAW = "refusal_and_law"
    NOT_ALL_CHECKED = "not_all_checked"


ERRORS = frozenset(
    {
        FindingCode.NEVER_FIRES,
        FindingCode.CARRIER_NOT_CONNECTED,
        FindingCode.WINDOW_UNDER_LAW,
    }
)


@dataclass(frozen=True)
class Finding:
    """One thing to know: where, of which rule (none for the defaults), and what a sentence needs."""

    code: FindingCode
    path: str
    rule_id: str = ""
    rule_name: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Whether it stops the publishing."""
        return Severity.ERROR if self.code in ERRORS else Severity.WARNING


@dataclass(frozen=True)
class Surroundings:
    """What a policy is held against: days of withdrawal by country, and what the shop can do.

    Without capabilities (a file on somebody's machine) nothing is said of carriers and methods.
    """

    withdrawal_days: Mapping[str, int] = field(default_factory=dict)
    capabilities: Capabilities | None = None


ANYWHERE = Surroundings()
