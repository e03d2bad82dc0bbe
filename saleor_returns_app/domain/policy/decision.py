"""A decision: what may come back, until when, how, at what cost, and why. A value, never edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.document import Texts
from saleor_returns_app.domain.policy.terms import (
    Outcome,
    Payer,
    Requirement,
    ReturnMethod,
    ReturnReason,
    Track,
)


class Cause(StrEnum):
    """What decided: a fact of the order, a rule, what holds for all, or law."""

    FACT = "fact"
    RULE = "rule"
    DEFAULT = "default"
    LAW = "law"


@dataclass(frozen=True)
class Because:
    """Why something is as it is, as data: enough to say it in any language.

    `code` is stable and names the sentence (`window_over`, `not_shipped`, `rule_refuses`, …).
    `article` cites law where law decided. `message` is the merchant's own text for the customer.
    """

    code: str
    cause: Cause
    policy_version: int
    track: Track = Track.POLICY
    rule_id: str = ""
    rule_name: str = ""
    article: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    message: Texts = field(default_factory=Texts)


@dataclass(frozen=True)
class Refusal:
    """One reason why a line may not come back. There is none without a cause."""

    because: Because

    def __post_init__(self) -> None:
        if not isinstance(self.because, Because) or not self.because.code:
            raise ValueError("a refusal has a reason")

    @property
    def code(self) -> str:
        """The stable name of the reason."""
        return self.because.code


@dataclass(frozen=True)
class ReturnWindow:
    """The days in which a line may come back.

    It runs to the last instant of its last day. Both are None while the count has not begun, or
    cannot be known to have: then it is not over.
    """

    days: int
    last_day: date | None
    last_instant: datetime | None
    because: Because

    def is_over(self, *, at: datetime) -> bool:
        """Whether the last instant has passed."""
        return self.last_instant is not None and at > self.last_instant


@dataclass(frozen=True)
class Fee:
    """What the way back costs in this offer, who bears it, and why."""

    amount: Money
    payer: Payer
    because: Because


@dataclass(frozen=True)
class Required:
    """Something asked for before the return goes on, and why."""

    what: Requirement
    because: Because


@dataclass(frozen=True)
class Offer:
    """An outcome by a method, with its terms. Rates are in hundredths of a percent.

    `fee_rate` is what a fee in percent takes of the goods' value; once items are chosen, the
    `fee.amount` of the decision's own offers holds it. Where lines differ, an offer for all of them
    has the highest fee, the highest restocking rate and the lowest bonus rate: what is due for a
    line follows from the line's own offer.
    """

    outcome: Outcome
    method: ReturnMethod
    track: Track
    fee: Fee
    fee_rate: int = 0
    restocking_rate: int = 0
    credit_bonus_rate: int = 0
    required: tuple[Required, ...] = ()
    ship_with: str = ""
    return_address: str = ""

    def requires(self, what: Requirement) -> bool:
        """Whether something is asked for first."""
        return any(required.what is what for required in self.required)


@dataclass(frozen=True)
class LineDecision:
    """What may come back of one line. Nothing may exactly when there is a refusal.

    `window` is the widest of the tracks that are open. `offers` come in the order of the document's
    outcomes and methods. `tracks` are the grounds on which it may come back; while no reason is
    chosen, a guarantee that still runs is among them, though only goods that are said to be faulty
    get anything by it: `returnable_if_faulty` counts them. `notes` say what else bears on
    the line: a recorded exclusion.
    """

    line_id: str
    returnable: int
    window: ReturnWindow
    offers: tuple[Offer, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    tracks: tuple[Track, ...] = ()
    notes: tuple[Because, ...] = ()
    returnable_if_faulty: int = 0

    def __post_init__(self) -> None:
        if (self.returnable > 0) == bool(self.refusals):
            raise ValueError("a line is returnable or refused with a reason")
        if (self.returnable > 0) != bool(self.offers):
            raise ValueError("a line is returnable exactly when there is an offer")

    def offer(self, outcome: Outcome, method: ReturnMethod) -> Offer | None:
        """Find an offer for this line alone."""
        return _find(self.offers, outcome, method)


class Fired(StrEnum):
    """What became of a rule."""

    SET = "set"
    OVERRIDDEN = "overridden"
    REFUSED = "refused"
    LAW_PREVAILED = "law_prevailed"
    DEPENDS = "depends"


@dataclass(frozen=True)
class TraceStep:
    """A rule that fired for a line, what it set, and what overrode it (a rule's id, or `law`).

    `DEPENDS` is a rule whose condition asks for what has not been chosen yet.
    """

    rule_id: str
    rule_name: str
    line_id: str
    became: Fired
    set: Mapping[str, str] = field(default_factory=dict)
    overridden_by: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """What an order's owner may do, by one policy version, at one moment.

    `offers` are those that hold for all chosen lines together (for all returnable ones while nothing
    is chosen); `refusals` say why what was chosen has none. Equal facts and version give an equal
    decision, to the byte of its canonical JSON.
    """

    lines: tuple[LineDecision, ...]
    offers: tuple[Offer, ...]
    reasons: tuple[ReturnReason, ...]
    message_needed_for: tuple[ReturnReason, ...]
    policy_version: int
    trace: Sequence[TraceStep] = ()
    refusals: tuple[Refusal, ...] = ()

    def line(self, line_id: str) -> LineDecision | None:
        """Find what was decided about a line."""
        return next((line for line in self.lines if line.line_id == line_id), None)

    def offer(self, outcome: Outcome, method: ReturnMethod) -> Offer | None:
        """Find an offer for all lines together."""
        return _find(self.offers, outcome, method)

    @property
    def is_open(self) -> bool:
        """Whether anything at all may come back."""
        return any(line.returnable for line in self.lines)


def _find(offers: Sequence[Offer], outcome: Outcome, method: ReturnMethod) -> Offer | None:
    return next((one for one in offers if (one.outcome, one.method) == (outcome, method)), None)
