"""What callers get: the shapes of the answers, as the description shows them."""

from marshmallow import EXCLUDE, Schema, fields

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.inspections import Finding
from saleor_returns_app.domain.policy.decision import Cause
from saleor_returns_app.domain.policy.explaining import RefusalCode
from saleor_returns_app.domain.policy.terms import (
    Outcome,
    Payer,
    Requirement,
    ReturnMethod,
    ReturnReason,
    Track,
)
from saleor_returns_app.domain.refund_breakdown import PartKind
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus, ReturnStatus
from saleor_returns_app.domain.shipping.tracking import TrackingStatus
from saleor_returns_app.web.portal.shopper_words import SHOWN_EVENTS, AnswerState, LabelState

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
    most = fields.Integer(
        metadata={"description": "With `quantity_too_large`, `photos_too_many`: what is possible."}
    )
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


class ShopSchema(Told):
    """What there is to know before an order is named."""

    slug = fields.String(required=True)
    name = fields.String(required=True)
    languages = fields.List(fields.String(), required=True)
    window_days = fields.Integer(required=True)
    reasons = fields.List(fields.Nested(ReasonSchema), required=True)
    outcomes = fields.List(fields.Nested(OutcomeSchema), required=True)
    methods = fields.List(fields.Nested(MethodSchema), required=True)


class BecauseSchema(Told):
    """Why something is as it is: what decided, by which policy version, and a sentence for people."""

    code = fields.String(required=True, metadata={"description": "Stable; names the reason."})
    message = fields.String(required=True, metadata={"description": "A sentence for people."})
    cause = fields.Enum(Cause, by_value=fields.String, required=True)
    track = fields.Enum(Track, by_value=fields.String, required=True)
    rule_id = fields.String(
        required=True, allow_none=True, metadata={"description": "With `rule`: which of them."}
    )
    article = fields.String(
        required=True, allow_none=True, metadata={"description": "With `law`: where it stands."}
    )
    policy_version = fields.Integer(required=True)
    facts = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={"description": "What mattered, by name."},
    )


class RefusalSchema(BecauseSchema):
    """Why a line may not come back."""

    code = fields.String(
        required=True, metadata={"enum": sorted(code.value for code in RefusalCode)}
    )


class RequiredSchema(Told):
    """Something that is asked for before the return goes on, and why."""

    code = fields.Enum(Requirement, by_value=fields.String, required=True)
    because = fields.Nested(BecauseSchema, required=True)


class FeeSchema(Told):
    """What the way back costs, who bears it, and why."""

    amount = fields.Nested(MoneySchema, required=True)
    percent = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Of the goods' value on top, while no items are chosen."},
    )
    payer = fields.Enum(Payer, by_value=fields.String, required=True)
    because = fields.Nested(BecauseSchema, required=True)


class OfferSchema(Told):
    """An outcome by a method, with its terms. `track` is the ground that it rests on."""

    outcome = fields.Nested(OutcomeSchema, required=True)
    method = fields.Nested(MethodSchema, required=True)
    track = fields.Enum(Track, by_value=fields.String, required=True)
    fee = fields.Nested(FeeSchema, required=True)
    restocking_percent = fields.String(required=True)
    credit_bonus_percent = fields.String(required=True)
    requires = fields.List(fields.Nested(RequiredSchema), required=True)


class WindowSchema(Told):
    """The days in which goods may come back; without an end while their count has not begun."""

    days = fields.Integer(required=True)
    last_day = fields.Date(required=True, allow_none=True)
    last_instant = fields.AwareDateTime(required=True, allow_none=True, metadata=MOMENT)
    because = fields.Nested(BecauseSchema, required=True)


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
    returnable_if_faulty = fields.Integer(
        required=True,
        metadata={
            "description": "Units that may come back for `not_as_described`, `damaged` or "
            "`wrong_item`, be the line refused otherwise."
        },
    )
    window = fields.Nested(WindowSchema, required=True)
    tracks = fields.List(
        fields.Enum(Track, by_value=fields.String),
        required=True,
        metadata={"description": "The grounds on which it may come back."},
    )
    refusals = fields.List(fields.Nested(RefusalSchema), required=True)


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
    policy_version = fields.Integer(
        required=True, metadata={"description": "Which of the shop's policies decides."}
    )
    lines = fields.List(fields.Nested(OrderLineSchema), required=True)
    reasons = fields.List(fields.Nested(ReasonSchema), required=True)
    offers = fields.List(
        fields.Nested(OfferSchema),
        required=True,
        metadata={
            "description": "What all returnable lines have in common; ask `/offers` for a choice."
        },
    )
    returns = fields.List(fields.Nested(ReturnSummarySchema), required=True)


class FoundOrderSchema(Told):
    """The way in to one order."""

    access_token = fields.String(
        required=True, metadata={"description": "For `Authorization: Bearer`; keep it in memory."}
    )
    expires_at = fields.AwareDateTime(required=True, metadata=MOMENT)
    order = fields.Nested(OrderSchema, required=True)


class PartCauseSchema(Told):
    """Why a part is what it is."""

    code = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Stable; null for parts of before causes were kept."},
    )
    label = fields.String(
        required=True, metadata={"description": "Empty where the part's own label says it all."}
    )
    article = fields.String(
        required=True, allow_none=True, metadata={"description": "Where law decided: where."}
    )


class BreakdownPartSchema(Told):
    """One summand: money for the shopper is positive, money kept is negative."""

    kind = fields.Enum(PartKind, by_value=fields.String, required=True)
    label = fields.String(required=True)
    amount = fields.Nested(MoneySchema, required=True)
    line_id = fields.String(
        required=True, allow_none=True, metadata={"description": "With `goods`: which line."}
    )
    quantity = fields.Integer(required=True, allow_none=True)
    cause = fields.Nested(PartCauseSchema, required=True)


class BreakdownSchema(Told):
    """The refund as arithmetic: the parts add up to `total`, to the last digit."""

    parts = fields.List(fields.Nested(BreakdownPartSchema), required=True)
    total = fields.Nested(MoneySchema, required=True)
    money = fields.Nested(
        MoneySchema,
        required=True,
        metadata={"description": "What of the total may go back to the payment."},
    )
    credit = fields.Nested(
        MoneySchema,
        required=True,
        metadata={
            "description": "What of the total can only become credit: the part that a gift card "
            "paid at checkout, and a bonus."
        },
    )
    uncovered = fields.Nested(
        MoneySchema,
        required=True,
        metadata={"description": "The rest of fees that the goods do not cover; never charged."},
    )


class PricedOfferSchema(OfferSchema):
    """An offer with what it brings for the items that were chosen."""

    breakdown = fields.Nested(BreakdownSchema, required=True)


class OffersSchema(Told):
    """What may be had for a choice of items; the shopper picks one and has it quoted."""

    offers = fields.List(fields.Nested(PricedOfferSchema), required=True)


class GivenReasonSchema(Told):
    """The reason that was given."""

    code = fields.Enum(ReturnReason, by_value=fields.String, required=True)
    label = fields.String(required=True)


class PhotoSchema(Told):
    """A photo, always a JPEG, by addresses that need no further proof for at least an hour."""

    url = fields.String(required=True, metadata={"format": "uri"})
    thumbnail_url = fields.String(required=True, metadata={"format": "uri"})


class SentPhotoSchema(PhotoSchema):
    """A photo that was sent, for a return that is opened before `expires_at`."""

    id = fields.String(
        required=True, metadata={"description": "Opaque; for the `photos` of an item."}
    )
    expires_at = fields.AwareDateTime(required=True, metadata=MOMENT)


class ReturnItemSchema(Told):
    """What comes back of one order line."""

    line_id = fields.String(required=True)
    product_name = fields.String(required=True)
    variant_name = fields.String(required=True)
    thumbnail_url = fields.String(required=True, allow_none=True)
    quantity = fields.Integer(required=True)
    reason = fields.Nested(GivenReasonSchema, required=True)
    message = fields.String(required=True)
    photos = fields.List(fields.Nested(PhotoSchema), required=True)


class ChoiceSchema(Told):
    """Something that may be had instead. `available` is null where the shop counts no stock."""

    variant_id = fields.String(required=True)
    product_name = fields.String(required=True)
    variant_name = fields.String(required=True)
    thumbnail_url = fields.String(required=True)
    available = fields.Integer(required=True, allow_none=True)
    price = fields.Nested(MoneySchema, required=True)
    counts = fields.Nested(MoneySchema, required=True)
    same_product = fields.Boolean(required=True)


class ReplacementsSchema(Told):
    """What may be had for a line."""

    choices = fields.List(fields.Nested(ChoiceSchema), required=True)


class ReplacementSchema(Told):
    """What was chosen instead of a line, and what one of it counts."""

    line_id = fields.String(required=True, attribute="order_line_id")
    variant_id = fields.String(required=True)
    name = fields.String(required=True)
    quantity = fields.Integer(required=True)
    counts = fields.Nested(MoneySchema, required=True, attribute="unit")


class ExchangeSchema(Told):
    """What comes back less what is had instead: `back` is refunded, `due` is to be paid."""

    items = fields.List(fields.Nested(ReplacementSchema), required=True)
    returned = fields.Nested(MoneySchema, required=True)
    goods = fields.Nested(MoneySchema, required=True)
    back = fields.Nested(MoneySchema, required=True)
    due = fields.Nested(MoneySchema, required=True)


class QuoteSchema(Told):
    """An offer with its money: until `expires_at`, confirming it gives exactly this."""

    quote = fields.String(required=True, metadata={"description": "Opaque; confirm with it."})
    expires_at = fields.AwareDateTime(required=True, metadata=MOMENT)
    items = fields.List(fields.Nested(ReturnItemSchema), required=True)
    outcome = fields.Nested(OutcomeSchema, required=True)
    method = fields.Nested(MethodSchema, required=True)
    breakdown = fields.Nested(BreakdownSchema, required=True)
    exchange = fields.Nested(ExchangeSchema, required=True, allow_none=True)
    approval_required = fields.Boolean(required=True)
    terms = fields.Nested(OfferSchema, required=True)


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


class FindingSchema(Told):
    """What was found of an item."""

    code = fields.Enum(Finding, by_value=fields.String, required=True)
    label = fields.String(required=True)


class InspectedItemSchema(Told):
    """What the shop found of one item that came back."""

    line_id = fields.String(required=True)
    accepted = fields.Integer(required=True)
    rejected = fields.Integer(
        required=True, metadata={"description": "Came back, and is not taken back."}
    )
    missing = fields.Integer(required=True, metadata={"description": "Did not come back."})
    finding = fields.Nested(FindingSchema, required=True)
    deduction = fields.Nested(
        MoneySchema,
        required=True,
        allow_none=True,
        metadata={"description": "What is kept for the loss in value."},
    )
    note = fields.String(required=True, metadata={"description": "The shop's words."})
    photos = fields.List(fields.Nested(PhotoSchema), required=True)


class InspectionSchema(Told):
    """What the shop found when it looked at the goods; `breakdown` is what follows from it."""

    confirmed_total = fields.Nested(
        MoneySchema, required=True, metadata={"description": "What was confirmed at first."}
    )
    items = fields.List(fields.Nested(InspectedItemSchema), required=True)


class AnswerSchema(Told):
    """The shopper's answer to a lower amount than was confirmed. The money waits while `awaited`."""

    code = fields.Enum(AnswerState, by_value=fields.String, required=True)
    label = fields.String(required=True)
    until = fields.AwareDateTime(required=True, metadata=MOMENT)
    message = fields.String(
        required=True, metadata={"description": "With `objected`: the shopper's words."}
    )


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


class ReceiptSchema(Told):
    """The signed receipt of a settlement, by addresses that need no further proof for two hours."""

    issued_at = fields.AwareDateTime(required=True, metadata=MOMENT)
    pdf_url = fields.String(required=True, metadata={"format": "uri"})
    json_url = fields.String(required=True, metadata={"format": "uri"})
    check_url = fields.String(
        required=True, metadata={"format": "uri", "description": "A page that says it is genuine."}
    )
    expires_at = fields.AwareDateTime(required=True, metadata=MOMENT)


class ScanSchema(Told):
    """What the carrier said of a parcel."""

    at = fields.AwareDateTime(required=True, metadata=MOMENT)
    status = fields.Enum(TrackingStatus, by_value=fields.String, required=True)
    label = fields.String(required=True)


class ReturnParcelSchema(Told):
    """A parcel that the goods travel in, with its way by the carrier's own times."""

    status = fields.Enum(TrackingStatus, by_value=fields.String, required=True)
    label = fields.String(required=True)
    carrier = fields.String(required=True, allow_none=True)
    tracking_number = fields.String(required=True, allow_none=True)
    tracking_url = fields.String(required=True, allow_none=True)
    pickup_on = fields.Date(required=True, allow_none=True)
    service_point = fields.String(required=True, allow_none=True)
    timeline = fields.List(fields.Nested(ScanSchema), required=True)


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
    inspection = fields.Nested(InspectionSchema, required=True, allow_none=True)
    answer = fields.Nested(AnswerSchema, required=True, allow_none=True)
    label = fields.Nested(LabelSchema, required=True)
    tracking_number = fields.String(required=True, allow_none=True)
    receipt = fields.Nested(
        ReceiptSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Once the money has come to rest; some seconds after it."},
    )
    parcels = fields.List(fields.Nested(ReturnParcelSchema), required=True)
    may_be_cancelled = fields.Boolean(required=True)
    timeline = fields.List(fields.Nested(TimelineEntrySchema), required=True)
