"""What callers get: the shapes of the answers, as the description shows them."""

from marshmallow import EXCLUDE, Schema, fields

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.eligibility import RefusalCode
from saleor_returns_app.domain.policy import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.refund_breakdown import PartKind
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus, ReturnStatus
from saleor_returns_app.web.portal.shopper_words import SHOWN_EVENTS, LabelState

MOMENT = {"description": "ISO 8601, with offset."}


class Told(Schema):
    """An answer, to which fields may be added one day."""

    class Meta:
        """Said in the description: callers ignore what they do not know."""

        unknown = EXCLUDE


class ProblemSchema(Told):
    """A refusal (RFC 9457), sent as application/problem+json. Rely on `code`, show `title`."""

    type = fields.String(required=True)
    status = fields.Integer(required=True)
    code = fields.String(required=True, metadata={"description": "Stable; one of those listed."})
    title = fields.String(required=True, metadata={"description": "A sentence for people."})
    fields_ = fields.Dict(
        data_key="fields", metadata={"description": "With `malformed`: what is wrong, by field."}
    )
    line_id = fields.String(metadata={"description": "Which line is meant, where one is."})
    most = fields.Integer(metadata={"description": "With `quantity_too_large`: what is possible."})
    number = fields.String(metadata={"description": "With `quote_used`: the return it became."})
    retry_after = fields.Integer(metadata={"description": "With `too_many_attempts`: seconds."})


class MoneySchema(Told):
    """An exact amount: a decimal string with all the digits of its currency (ISO 4217)."""

    amount = fields.String(required=True, attribute="decimal", metadata={"examples": ["33.73"]})
    currency = fields.String(required=True, metadata={"examples": ["EUR"]})


class ReasonSchema(Told):
    """A return reason that may be given."""

    code = fields.Enum(ReturnReason, by_value=fields.String, required=True)
    label = fields.String(required=True)
    message_required = fields.Boolean(required=True)


class OutcomeSchema(Told):
    """What the shopper can get for the goods."""

    code = fields.Enum(Outcome, by_value=fields.String, required=True)
    label = fields.String(required=True)


class MethodSchema(Told):
    """A way back for the goods."""

    code = fields.Enum(ReturnMethod, by_value=fields.String, required=True)
    label = fields.String(required=True)
    has_label = fields.Boolean(
        required=True, metadata={"description": "Whether a label to print is made for it."}
    )


class PricedMethodSchema(MethodSchema):
    """A way back for the goods, with what it costs the shopper."""

    fee = fields.Nested(MoneySchema, required=True)


class ShopSchema(Told):
    """What there is to know before an order is named."""

    slug = fields.String(required=True)
    name = fields.String(required=True)
    languages = fields.List(fields.String(), required=True)
    window_days = fields.Integer(required=True)
    reasons = fields.List(fields.Nested(ReasonSchema), required=True)
    outcomes = fields.List(fields.Nested(OutcomeSchema), required=True)
    methods = fields.List(fields.Nested(MethodSchema), required=True)


class RefusalSchema(Told):
    """Why a line may not come back."""

    code = fields.Enum(RefusalCode, by_value=fields.String, required=True)
    message = fields.String(required=True, metadata={"description": "A sentence for people."})


class OrderLineSchema(Told):
    """A line of the order. `returnable` is 0 exactly when there are refusals."""

    id = fields.String(required=True)
    product_name = fields.String(required=True)
    variant_name = fields.String(required=True)
    sku = fields.String(required=True)
    quantity = fields.Integer(required=True, metadata={"description": "As it was ordered."})
    thumbnail_url = fields.String(required=True, allow_none=True)
    unit_price = fields.Nested(MoneySchema, required=True)
    paid = fields.Nested(
        MoneySchema,
        required=True,
        metadata={"description": "For all units, discounts off, tax in."},
    )
    returnable = fields.Integer(required=True)
    refusals = fields.List(fields.Nested(RefusalSchema), required=True)


class WindowSchema(Told):
    """The days in which goods may come back; it has no end while nothing has been shipped."""

    days = fields.Integer(required=True)
    last_day = fields.Date(required=True, allow_none=True)
    last_instant = fields.AwareDateTime(required=True, allow_none=True, metadata=MOMENT)


class CaseStatusSchema(Told):
    """Where the return is."""

    code = fields.Enum(ReturnStatus, by_value=fields.String, required=True)
    label = fields.String(required=True)


class ParcelStatusSchema(Told):
    """Where the goods are."""

    code = fields.Enum(ParcelStatus, by_value=fields.String, required=True)
    label = fields.String(required=True)


class MoneyStatusSchema(Told):
    """Where the money is."""

    code = fields.Enum(MoneyStatus, by_value=fields.String, required=True)
    label = fields.String(required=True)


class ReturnSummarySchema(Told):
    """A return of the order, in short."""

    number = fields.String(required=True)
    requested_at = fields.AwareDateTime(required=True, metadata=MOMENT)
    status = fields.Nested(CaseStatusSchema, required=True)


class OrderSchema(Told):
    """An order, and what may be done with it now."""

    number = fields.String(required=True)
    placed_at = fields.AwareDateTime(required=True, metadata=MOMENT)
    currency = fields.String(required=True)
    is_returnable = fields.Boolean(
        required=True, metadata={"description": "Whether anything may come back."}
    )
    approval_required = fields.Boolean(
        required=True, metadata={"description": "Whether the shop looks at each return first."}
    )
    window = fields.Nested(WindowSchema, required=True)
    lines = fields.List(fields.Nested(OrderLineSchema), required=True)
    reasons = fields.List(fields.Nested(ReasonSchema), required=True)
    outcomes = fields.List(fields.Nested(OutcomeSchema), required=True)
    methods = fields.List(fields.Nested(PricedMethodSchema), required=True)
    returns = fields.List(fields.Nested(ReturnSummarySchema), required=True)


class FoundOrderSchema(Told):
    """The way in to one order."""

    access_token = fields.String(
        required=True, metadata={"description": "For `Authorization: Bearer`; keep it in memory."}
    )
    expires_at = fields.AwareDateTime(required=True, metadata=MOMENT)
    order = fields.Nested(OrderSchema, required=True)


class BreakdownPartSchema(Told):
    """One summand: money for the shopper is positive, money kept is negative."""

    kind = fields.Enum(PartKind, by_value=fields.String, required=True)
    label = fields.String(required=True)
    amount = fields.Nested(MoneySchema, required=True)
    line_id = fields.String(
        required=True, allow_none=True, metadata={"description": "With `goods`: which line."}
    )
    quantity = fields.Integer(required=True, allow_none=True)


class BreakdownSchema(Told):
    """The refund as arithmetic: the parts add up to `total`, to the last digit."""

    parts = fields.List(fields.Nested(BreakdownPartSchema), required=True)
    total = fields.Nested(MoneySchema, required=True)
    uncovered = fields.Nested(
        MoneySchema,
        required=True,
        metadata={"description": "The rest of a fee that the goods do not cover; never charged."},
    )


class GivenReasonSchema(Told):
    """The reason that was given."""

    code = fields.Enum(ReturnReason, by_value=fields.String, required=True)
    label = fields.String(required=True)


class ReturnItemSchema(Told):
    """What comes back of one order line."""

    line_id = fields.String(required=True)
    product_name = fields.String(required=True)
    variant_name = fields.String(required=True)
    thumbnail_url = fields.String(required=True, allow_none=True)
    quantity = fields.Integer(required=True)
    reason = fields.Nested(GivenReasonSchema, required=True)
    message = fields.String(required=True)


class QuoteSchema(Told):
    """An offer with its money: until `expires_at`, confirming it gives exactly this."""

    quote = fields.String(required=True, metadata={"description": "Opaque; confirm with it."})
    expires_at = fields.AwareDateTime(required=True, metadata=MOMENT)
    items = fields.List(fields.Nested(ReturnItemSchema), required=True)
    outcome = fields.Nested(OutcomeSchema, required=True)
    method = fields.Nested(MethodSchema, required=True)
    breakdown = fields.Nested(BreakdownSchema, required=True)
    approval_required = fields.Boolean(required=True)


class LabelSchema(Told):
    """The paper for the parcel. While `preparing`, ask again in a few seconds."""

    state = fields.Enum(LabelState, by_value=fields.String, required=True)
    url = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "format": "uri",
            "description": "With `ready`: a PDF, without further proof, until `expires_at`.",
        },
    )
    expires_at = fields.AwareDateTime(required=True, allow_none=True, metadata=MOMENT)


class TimelineEntrySchema(Told):
    """Something that happened."""

    at = fields.AwareDateTime(required=True, metadata=MOMENT)
    kind = fields.Enum(
        EventKind,
        by_value=fields.String,
        required=True,
        metadata={"enum": sorted(kind.value for kind in SHOWN_EVENTS)},
    )
    label = fields.String(required=True)


class ReturnSchema(Told):
    """A return: the case, the parcel and the money each have a state of their own."""

    number = fields.String(required=True)
    order_number = fields.String(required=True)
    requested_at = fields.AwareDateTime(required=True, metadata=MOMENT)
    status = fields.Nested(CaseStatusSchema, required=True)
    parcel = fields.Nested(ParcelStatusSchema, required=True)
    money = fields.Nested(MoneyStatusSchema, required=True)
    rejection_reason = fields.String(
        required=True, allow_none=True, metadata={"description": "The shop's words."}
    )
    outcome = fields.Nested(OutcomeSchema, required=True)
    method = fields.Nested(MethodSchema, required=True)
    items = fields.List(fields.Nested(ReturnItemSchema), required=True)
    breakdown = fields.Nested(BreakdownSchema, required=True)
    label = fields.Nested(LabelSchema, required=True)
    tracking_number = fields.String(required=True, allow_none=True)
    may_be_cancelled = fields.Boolean(required=True)
    timeline = fields.List(fields.Nested(TimelineEntrySchema), required=True)
