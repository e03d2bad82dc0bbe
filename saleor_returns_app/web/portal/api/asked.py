"""What callers send: its shape is checked here, its sense by the rules."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from saleor_returns_app.domain.photos import MOST_PER_LINE
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.quotes import LONGEST_MESSAGE, Selection
from saleor_returns_app.domain.return_request import ReturnLine
from saleor_returns_app.use_cases.exchanges.choosing import Wanted

MOST_ITEMS = 200
LONGEST_PHOTO_ID = 400


class PlainText(fields.String):
    """Text that a database can keep: no null characters, no halves of characters."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            raise self.make_error("invalid")
        return text


class FindOrderSchema(Schema):
    """An order number with one proof that the order is the asker's."""

    number = PlainText(
        required=True,
        validate=validate.Length(min=1, max=60),
        metadata={"description": "As on the order confirmation; a leading # is ignored."},
    )
    email = PlainText(
        validate=validate.Length(min=1, max=254),
        metadata={"description": "The order's e-mail address. Either this or `postal_code`."},
    )
    postal_code = PlainText(
        validate=validate.Length(min=1, max=20),
        metadata={
            "description": "Of the delivery or billing address; spaces and case do not matter."
        },
    )

    @validates_schema
    def one_proof(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Want exactly one of the two proofs."""
        if ("email" in data) == ("postal_code" in data):
            raise ValidationError("Send either email or postal_code.", "email")


class ItemSchema(Schema):
    """A quantity of one order line, and why it comes back."""

    line_id = PlainText(
        required=True,
        validate=validate.Length(min=1, max=200),
        metadata={"description": "The `id` of a line of the order."},
    )
    quantity = fields.Integer(
        required=True,
        strict=True,
        metadata={"minimum": 1, "description": "A JSON integer; at most the line's `returnable`."},
    )
    reason = fields.Enum(
        ReturnReason,
        by_value=fields.String,
        required=True,
        metadata={"description": "One of the `reasons` that the order offers."},
    )
    message = PlainText(
        load_default="",
        validate=validate.Length(max=LONGEST_MESSAGE),
        metadata={"description": "Needed where the reason has `message_required`."},
    )
    photos = fields.List(
        PlainText(validate=validate.Length(min=1, max=LONGEST_PHOTO_ID)),
        load_default=(),
        metadata={
            "maxItems": MOST_PER_LINE,
            "description": "The `id` of each photo that was sent for this item. Needed where the "
            "offer `requires` a `photo`.",
        },
    )

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> ReturnLine:
        """Speak of it in the domain's words."""
        return ReturnLine(
            data["line_id"],
            data["quantity"],
            data["reason"],
            data["message"],
            tuple(data["photos"]),
        )


class OffersRequestSchema(Schema):
    """The items that a shopper chose."""

    items = fields.List(
        fields.Nested(ItemSchema), required=True, validate=validate.Length(max=MOST_ITEMS)
    )

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> Any:
        """Speak of them in the domain's words."""
        return tuple(data["items"])


class ReplacementRequestSchema(Schema):
    """Units of a variant that a shopper would like for a line that comes back."""

    line_id = PlainText(required=True, validate=validate.Length(min=1, max=200))
    variant_id = PlainText(
        required=True,
        validate=validate.Length(min=1, max=200),
        metadata={"description": "The `variant_id` of a choice of `POST /replacements`."},
    )
    quantity = fields.Integer(required=True, strict=True, metadata={"minimum": 1})

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> Wanted:
        """Speak of it in the use case's words."""
        return Wanted(data["line_id"], data["variant_id"], data["quantity"])


class ReplacementsRequestSchema(Schema):
    """The line for which something else is looked for."""

    line_id = PlainText(required=True, validate=validate.Length(min=1, max=200))
    search = PlainText(
        load_default="",
        validate=validate.Length(max=100),
        metadata={"description": "Words by which other products are found beside this one."},
    )


class QuoteRequestSchema(OffersRequestSchema):
    """What a shopper chose."""

    outcome = fields.Enum(Outcome, by_value=fields.String, required=True)
    method = fields.Enum(ReturnMethod, by_value=fields.String, required=True)
    exchange_for = fields.List(
        fields.Nested(ReplacementRequestSchema),
        load_default=(),
        validate=validate.Length(max=MOST_ITEMS),
        metadata={
            "description": "For the outcome `exchange`: what is wanted instead. Without it the shop "
            "chooses together with the customer."
        },
    )

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> tuple[Selection, tuple[Wanted, ...]]:
        """Speak of it in the domain's words."""
        chosen = Selection(tuple(data["items"]), data["outcome"], data["method"])
        return chosen, tuple(data["exchange_for"])


class AnswerRequestSchema(Schema):
    """What a shopper says to changed amounts."""

    accepts = fields.Boolean(required=True, truthy={True}, falsy={False})
    message = PlainText(
        load_default="",
        validate=validate.Length(max=LONGEST_MESSAGE),
        metadata={"description": "Why they do not agree; the shop reads it."},
    )


class ConfirmSchema(Schema):
    """A quote that is confirmed."""

    quote = PlainText(
        required=True,
        validate=validate.Length(min=1),
        metadata={"description": "The `quote` of the answer to `POST /quotes`, unchanged."},
    )
    service_point = PlainText(
        load_default="",
        validate=validate.Length(max=4000),
        metadata={"description": "The `token` of a place where the parcel will be handed in."},
    )
    pickup_on = fields.Date(
        load_default=None, metadata={"description": "One of the answer to `GET /pickup-days`."}
    )
