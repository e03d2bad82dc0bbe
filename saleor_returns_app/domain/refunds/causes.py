"""Why an amount is what it is, as data; who speaks to people turns each code into a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class CauseCode(StrEnum):
    """What stands behind a part of a refund. Public: a code never changes its meaning.

    `RULE`, `DEFAULT`, `LAW` and `FACT` are what a decision says of its own causes.
    """

    PAID_FOR_UNITS = "paid_for_units"
    WHOLE_ORDER = "whole_order"
    WITHDRAWAL = "withdrawal"
    STANDARD_DELIVERY = "standard_delivery"
    RULE = "rule"
    DEFAULT = "default"
    LAW = "law"
    FACT = "fact"
    STAFF = "staff"
    PREPAID = "prepaid"
    REFUNDED_BEFORE = "refunded_before"
    NOT_PAID = "not_paid"


@dataclass(frozen=True, slots=True)
class PartCause:
    """What decided a part: a stable code, and what proves it.

    Most codes are a `CauseCode`; a deduction has the code of what was found. `article` cites law,
    `rule_id` and `rule_name` a rule of the policy, `evidence` the files that show it.
    """

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    rule_id: str = ""
    rule_name: str = ""
    article: str = ""
    evidence: tuple[str, ...] = ()


UNSAID = PartCause("")
"""The cause of parts that were computed before causes were kept."""
