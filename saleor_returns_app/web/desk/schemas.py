"""What the desk is asked and told."""

from decimal import Decimal
from itertools import chain
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, post_load, pre_load, validate

from saleor_returns_app.domain.errors import MoneyInvalid
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.ports import ReturnFilter
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus, ReturnStatus, Tab
from saleor_returns_app.domain.shipping.shipments import PaperSize
from saleor_returns_app.use_cases.exchanges.choosing import Wanted

LONGEST_SEARCH = 100
LONGEST_TEXT = 1000
LAST_PAGE = 100_000
STATUSES = tuple(status.value for status in chain(ReturnStatus, ParcelStatus, MoneyStatus))


class OverviewSchema(Schema):
    """Which returns the overview is to show."""

    class Meta:
        """The Dashboard adds parameters of its own."""

        unknown = EXCLUDE

    tab = fields.Enum(Tab, by_value=True)
    status = fields.Str(validate=validate.OneOf(STATUSES))
    search = fields.Str(validate=validate.Length(max=LONGEST_SEARCH))
    page = fields.Int(validate=validate.Range(min=1, max=LAST_PAGE))

    @pre_load
    def without_blanks(self, words: Any, **kwargs: Any) -> dict[str, str]:
        """Take a field that was left empty for one that was not sent."""
        stripped = {name: str(word).strip() for name, word in words.items()}
        return {name: word for name, word in stripped.items() if word}

    @post_load
    def as_filter(self, words: dict[str, Any], **kwargs: Any) -> ReturnFilter:
        """Make the filter."""
        return ReturnFilter(**words)


class PaperSchema(Schema):
    """The paper that a label is to be printed on."""

    class Meta:
        """The Dashboard adds parameters of its own."""

        unknown = EXCLUDE

    paper = fields.Enum(PaperSize, by_value=True, load_default=PaperSize.A6)


class RejectionSchema(Schema):
    """Why a request is rejected; the customer reads it."""

    reason = fields.Str(
        required=True,
        validate=[validate.Length(max=LONGEST_TEXT), validate.Regexp(r"(?s).*\S")],
    )


class SettlementSchema(Schema):
    """What the customer was given by other means."""

    amount = fields.Decimal(required=True, allow_nan=False)
    currency = fields.Str(required=True, validate=validate.Regexp(r"\A[A-Z]{3}\Z"))
    reference = fields.Str(load_default="", validate=validate.Length(max=LONGEST_TEXT))

    @post_load
    def as_money(self, words: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Make money of amount and currency; an amount must fit the digits of its currency."""
        amount: Decimal = words["amount"]
        if abs(amount) > Decimal(10**12):
            raise MoneyInvalid(amount=str(amount), currency=words["currency"])
        money = Money.from_decimal(amount, words["currency"])
        return {"money": money, "reference": words["reference"]}


class ReferenceSchema(Schema):
    """By what something was paid."""

    reference = fields.Str(load_default="", validate=validate.Length(max=LONGEST_TEXT))


class ReplacementSchema(Schema):
    """Units of a variant that a customer is to get for a line."""

    line_id = fields.Str(required=True, validate=validate.Length(min=1, max=200))
    variant_id = fields.Str(required=True, validate=validate.Length(min=1, max=200))
    quantity = fields.Int(required=True)

    @post_load
    def make(self, words: dict[str, Any], **kwargs: Any) -> Wanted:
        """Speak of it in the use case's words."""
        return Wanted(words["line_id"], words["variant_id"], words["quantity"])


class ReplacementsSchema(Schema):
    """What a customer is to get: a list, or the three fields of a form for one thing."""

    items = fields.List(fields.Nested(ReplacementSchema), required=True)

    @pre_load
    def from_form(self, words: Any, **kwargs: Any) -> Any:
        """Take a form with one choice, `line variant`, for a list of one."""
        choice = words.get("choice")
        if choice is None:
            return words
        line_id, _, variant_id = str(choice).partition(" ")
        quantity = words.get("quantity", 1)
        return {"items": [{"line_id": line_id, "variant_id": variant_id, "quantity": quantity}]}
