"""What goes wrong for a shop until its merchant does something about it.

A new kind is a member, its wording, and a call of `open_problem` and `solve_problem` where it is met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from saleor_returns_app.domain.saleor_refusals import sentence


class ProblemKind(StrEnum):
    """What is wrong."""

    PERMISSION_MISSING = "permission_missing"
    FEATURE_WAITS = "feature_waits"
    WEBHOOKS_MISSING = "webhooks_missing"
    WEBHOOKS_OFF = "webhooks_off"
    MAIL_FAILING = "mail_failing"
    MAIL_REFUSED = "mail_refused"
    REFUND_FAILED = "refund_failed"
    REFUND_STUCK = "refund_stuck"
    MONEY_DUE_SOON = "money_due_soon"
    MONEY_OVERDUE = "money_overdue"
    MONEY_DIFFERS = "money_differs"
    CARRIER_KEY_WRONG = "carrier_key_wrong"
    LABEL_UNCERTAIN = "label_uncertain"
    CANCELLATION_UNANSWERED = "cancellation_unanswered"
    AMOUNTS_OBJECTED = "amounts_objected"
    RESTOCK_UNCLEAR = "restock_unclear"


@dataclass(frozen=True)
class Wording:
    """What is wrong, and what to do about it; `%(about)s` is what the problem is about.

    `is_over_on_word` marks what nobody but the merchant can know to be over.
    """

    what: str
    advice: str
    is_critical: bool = False
    is_over_on_word: bool = False


WORDINGS: Mapping[ProblemKind, Wording] = {
    ProblemKind.PERMISSION_MISSING: Wording(
        sentence("The app lacks permissions in Saleor: %(about)s."),
        sentence(
            "Open the app in Saleor under Extensions and give it these permissions. Until then returns "
            "cannot be written into Saleor, and refunds cannot be paid."
        ),
        is_critical=True,
    ),
    ProblemKind.FEATURE_WAITS: Wording(
        sentence("Features that are switched on lack a permission in Saleor: %(about)s."),
        sentence(
            "Open Features in the app and have it ask for the permission, or switch them off. Until "
            "then these features do nothing; returns and refunds work."
        ),
    ),
    ProblemKind.WEBHOOKS_MISSING: Wording(
        sentence("Saleor does not tell the app of everything that it should: %(about)s."),
        sentence(
            "Press Repair in the app, on its page about the connection. If that does not help, tell "
            "whoever runs the app your version of Saleor."
        ),
        is_critical=True,
    ),
    ProblemKind.WEBHOOKS_OFF: Wording(
        sentence("Webhooks of the app are switched off in Saleor: %(about)s."),
        sentence(
            "Switch them on in Saleor under Extensions, at the app's webhooks. Until then the app looks "
            "for changes by itself, every five minutes."
        ),
    ),
    ProblemKind.MAIL_FAILING: Wording(
        sentence("A mail could not be sent, and the others may not go out either."),
        sentence(
            "Ask whoever runs the app to check the mail server's address and password, and the app's "
            "log. The return's history says which mail it was."
        ),
        is_critical=True,
        is_over_on_word=True,
    ),
    ProblemKind.MAIL_REFUSED: Wording(
        sentence("A mail about return %(about)s was refused."),
        sentence(
            "Check the e-mail address of the order and reach the customer in another way: they have not "
            "heard of this."
        ),
        is_over_on_word=True,
    ),
    ProblemKind.REFUND_FAILED: Wording(
        sentence("The refund of return %(about)s was not paid."),
        sentence(
            "Open the return in the app: it says why. Then refund it again, or give the money by other "
            "means and mark the return as refunded."
        ),
    ),
    ProblemKind.REFUND_STUCK: Wording(
        sentence("Nobody has said for a day what became of the refund of return %(about)s."),
        sentence(
            "Look at your payment provider whether it was paid. If it was not, say so in the app under "
            "Money, and refund once more."
        ),
    ),
    ProblemKind.MONEY_DUE_SOON: Wording(
        sentence("The money of return %(about)s is due within three days."),
        sentence("Open Money in the app and give it now: its row says what is left to do."),
    ),
    ProblemKind.MONEY_OVERDUE: Wording(
        sentence("The money of return %(about)s is overdue."),
        sentence(
            "Open Money in the app and give it today. The day is set by consumer law, or by what your "
            "shop promised."
        ),
        is_critical=True,
    ),
    ProblemKind.MONEY_DIFFERS: Wording(
        sentence("What the app knows and what Saleor's books say differ: return %(about)s."),
        sentence(
            "Open Money in the app, under Differing: each row says what differs. Put it right in "
            "Saleor or at your payment provider, then have it compared again."
        ),
        is_critical=True,
    ),
    ProblemKind.CARRIER_KEY_WRONG: Wording(
        sentence("The carrier does not accept the shop's key: %(about)s."),
        sentence(
            "Open Carriers in the app and connect the account with a key that works. Until then no "
            "labels are made with it; what waits goes on by itself."
        ),
        is_critical=True,
    ),
    ProblemKind.LABEL_UNCERTAIN: Wording(
        sentence("It is not known whether the carrier has made a label for return %(about)s."),
        sentence(
            "Look in your account with the carrier. Then open the return in the app: have it looked for "
            "once more, have a new label made, or cancel it. The app buys none by itself."
        ),
    ),
    ProblemKind.CANCELLATION_UNANSWERED: Wording(
        sentence("The carrier has not said whether the label of return %(about)s is cancelled."),
        sentence(
            "Ask the carrier: a cancellation is decided within two weeks as a rule. The label may be "
            "charged until then."
        ),
        is_over_on_word=True,
    ),
    ProblemKind.AMOUNTS_OBJECTED: Wording(
        sentence("The customer of return %(about)s does not agree with the changed amounts."),
        sentence(
            "Open the return in the app: it shows what they wrote. Then look at the goods again, or "
            "give the money as it stands."
        ),
    ),
    ProblemKind.RESTOCK_UNCLEAR: Wording(
        sentence("Whether the goods of return %(about)s were put back into stock is not clear."),
        sentence(
            "Open the return in the app: it shows what the stock was, and what it should be. Compare "
            "that with Saleor, then say on the return whether the units are there."
        ),
    ),
}


@dataclass(eq=False)
class ShopProblem:
    """One thing that waits for the merchant. Of one key there is one at most that is not solved.

    `told_at` is when Saleor took it, as `saleor_id`; `cleared_at` when Saleor was told that it is over.
    """

    id: str
    installation_id: str
    key: str
    kind: ProblemKind
    about: str
    opened_at: datetime
    case_id: str | None = None
    solved_at: datetime | None = None
    told_at: datetime | None = None
    saleor_id: str = ""
    cleared_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still waits."""
        return self.solved_at is None

    @property
    def is_to_be_told(self) -> bool:
        """Whether Saleor does not know of it and should."""
        return self.is_open and self.told_at is None

    @property
    def is_to_be_cleared(self) -> bool:
        """Whether Saleor may still show it although it is over."""
        return not self.is_open and self.cleared_at is None

    @property
    def wording(self) -> Wording:
        """What to say of it."""
        return WORDINGS[self.kind]

    @property
    def text(self) -> str:
        """All that is to be said of it, in English: for Saleor, which knows one language."""
        return f"{self.wording.what % {'about': self.about}} {self.wording.advice}"

    def was_told(self, saleor_id: str, *, at: datetime) -> None:
        """Saleor has it."""
        self.saleor_id, self.told_at = saleor_id, at

    def was_forgotten(self) -> None:
        """Saleor knows nothing of it any more, as the app was installed anew."""
        self.saleor_id, self.told_at = "", None


def key_of(kind: ProblemKind, number: str = "") -> str:
    """Name a cause the same each time; Saleor keeps the problems of all apps apart by itself."""
    return f"{kind.value}:{number}" if number else kind.value
