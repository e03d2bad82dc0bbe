"""What the codes of a receipt are called on paper, in the customer's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from saleor_returns_app.adapters.languages import Language, language_of
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason, Track
from saleor_returns_app.domain.receipts.content import money_from
from saleor_returns_app.domain.receipts.payments import PaidBy
from saleor_returns_app.domain.refund_breakdown import PartKind

Names = Mapping[str, str]


@dataclass(frozen=True)
class ReceiptWords:
    """The words, amounts and days of one receipt."""

    language: Language
    zone: ZoneInfo

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "ReceiptWords":
        """Speak the language of the receipt by the clock of its shop."""
        return cls(language_of(content["language"]), ZoneInfo(content["time_zone"]))

    def say(self, sentence: str, **facts: object) -> str:
        """Translate a sentence and fill it."""
        said = self.language.words.gettext(sentence)
        return said % facts if facts else said

    def money(self, said: Mapping[str, Any]) -> str:
        """Write an amount, with a minus sign that no printer takes for a hyphen."""
        amount: Money = money_from(said)
        if amount.minor < 0:
            return f"− {self.language.money(-amount)}"
        return self.language.money(amount)

    def day(self, moment: str) -> str:
        """Write the day of a moment."""
        local = datetime.fromisoformat(moment).astimezone(self.zone)
        return str(format_date(local, format="long", locale=self.language.locale))

    def moment(self, moment: str) -> str:
        """Write a moment to the minute, with the zone of its clock."""
        local = datetime.fromisoformat(moment).astimezone(self.zone)
        time = format_time(local, format="short", tzinfo=self.zone, locale=self.language.locale)
        return f"{self.day(moment)}, {time} ({self.zone.key})"

    def country(self, code: str) -> str:
        """Name a country; an unknown code stays."""
        return str(self.language.locale.territories.get(code.upper(), code))

    def reason(self, code: str) -> str:
        """Name a return reason."""
        _ = self.language.words.gettext
        names: Names = {
            ReturnReason.TOO_SMALL: _("Too small"),
            ReturnReason.TOO_LARGE: _("Too large"),
            ReturnReason.DOES_NOT_SUIT: _("I do not like it"),
            ReturnReason.NOT_AS_DESCRIBED: _("Not as described"),
            ReturnReason.DAMAGED: _("Damaged or faulty"),
            ReturnReason.WRONG_ITEM: _("Wrong item received"),
            ReturnReason.LATE: _("Arrived too late"),
            ReturnReason.OTHER: _("Another reason"),
            ReturnReason.NOT_SAID: _("No reason given"),
        }
        return names.get(code, code)

    def outcome(self, code: str) -> str:
        """Name what the customer got."""
        _ = self.language.words.gettext
        names: Names = {
            Outcome.REFUND: _("Refund"),
            Outcome.STORE_CREDIT: _("Store credit"),
            Outcome.EXCHANGE: _("Exchange"),
        }
        return names.get(code, code)

    def method(self, code: str) -> str:
        """Name the way back."""
        _ = self.language.words.gettext
        names: Names = {
            ReturnMethod.DROP_OFF: _("Parcel dropped off"),
            ReturnMethod.LABEL_LESS: _("Parcel dropped off without a label"),
            ReturnMethod.PICK_UP: _("Parcel picked up"),
            ReturnMethod.IN_STORE: _("Brought to the store"),
            ReturnMethod.KEEP: _("Kept by the customer"),
        }
        return names.get(code, code)

    def part(self, code: str) -> str:
        """Name a summand."""
        _ = self.language.words.gettext
        names: Names = {
            PartKind.GOODS: _("Returned items"),
            PartKind.ORIGINAL_SHIPPING: _("Original shipping"),
            PartKind.RESTOCKING_FEE: _("Restocking fee"),
            PartKind.DEDUCTION: _("Loss in value"),
            PartKind.RETURN_FEE: _("Return fee"),
            PartKind.FEE_WAIVED: _("Return fee waived"),
            PartKind.FEE_PREPAID: _("Return fee paid in advance"),
            PartKind.NOT_PAID: _("Not paid yet"),
            PartKind.ALREADY_REFUNDED: _("Already refunded"),
            PartKind.CREDIT_BONUS: _("Bonus on store credit"),
        }
        return names.get(code, code)

    def paid_by(self, code: str) -> str:
        """Say how money was given."""
        _ = self.language.words.gettext
        names: Names = {
            PaidBy.ORIGINAL_PAYMENT: _("Refunded to the original payment"),
            PaidBy.OUTSIDE: _("Given by the shop by other means"),
            PaidBy.STORE_CREDIT: _("Store credit; its code ends in these signs"),
            PaidBy.EXCHANGE: _("Exchanged for another item"),
        }
        return names.get(code, code)

    def ground(self, code: str | None) -> str:
        """Say on what ground the goods came back."""
        _ = self.language.words.gettext
        names: dict[str | None, str] = {
            Track.STATUTORY: _("The legal right to withdraw from the purchase"),
            Track.POLICY: _("The return policy of the shop"),
            Track.NON_CONFORMITY: _("The legal guarantee for goods that are faulty"),
            None: _("The return policy of the shop"),
        }
        return names.get(code, str(code))

    def term(self, about: str) -> str:
        """Name what a term of the policy is about."""
        _ = self.language.words.gettext
        names: Names = {
            "fee": _("Return fee"),
            "approval": _("Approval by the shop"),
            "photo": _("A photo"),
            "message": _("A few words"),
        }
        return names.get(about, about)

    def cause(self, code: str) -> str:
        """Name what decided a term."""
        _ = self.language.words.gettext
        names: Names = {
            "fact": _("Fact of the order"),
            "rule": _("Rule"),
            "default": _("What holds for all"),
            "law": _("Law"),
        }
        return names.get(code, code)
