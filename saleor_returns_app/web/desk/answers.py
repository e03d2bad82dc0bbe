"""Returns as JSON."""

from typing import Any

from marshmallow import Schema, fields

from saleor_returns_app.domain.allowed_acts import allowed_acts
from saleor_returns_app.domain.case_events import ActorKind, EventKind
from saleor_returns_app.domain.health import Check, Level
from saleor_returns_app.domain.inspections import Answer, Disposition, Finding
from saleor_returns_app.domain.installation import InstallationState
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.ports import ReturnRow
from saleor_returns_app.domain.refund_breakdown import PartKind
from saleor_returns_app.domain.restocking import Hitch, RestockState
from saleor_returns_app.domain.return_request import Door, ReturnLine
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus, ReturnStatus, Tab
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.http.entry import now
from saleor_returns_app.use_cases.returns.overview import ReturnView
from saleor_returns_app.web.desk.health_words import (
    advice_of,
    problem_advice,
    problem_text,
    text_of,
)
from saleor_returns_app.web.photos import photo_addresses


class MoneySchema(Schema):
    """An amount, as text with all the digits of its currency."""

    amount = fields.Function(lambda money: str(money.decimal))
    currency = fields.Str()


class ShopSchema(Schema):
    """How the shop stands with its Saleor."""

    name = fields.Str(attribute="shop_name")
    state = fields.Enum(InstallationState, by_value=True)
    is_connected = fields.Bool()
    disconnected_at = fields.AwareDateTime(allow_none=True)
    saleor_version = fields.Str()
    features = fields.List(fields.Str())
    permissions = fields.List(fields.Str())


class FindingSchema(Schema):
    """One thing that was found, in words and as facts."""

    check = fields.Enum(Check, by_value=True)
    level = fields.Enum(Level, by_value=True)
    code = fields.Str()
    text = fields.Function(lambda finding: text_of(finding).striptags())
    advice = fields.Function(lambda finding: advice_of(finding).striptags())
    facts = fields.Dict()


class HealthSchema(Schema):
    """How the shop stands with its Saleor."""

    level = fields.Enum(Level, by_value=True)
    can_be_repaired = fields.Bool()
    findings = fields.List(fields.Nested(FindingSchema))


class ProblemSchema(Schema):
    """What waits for the merchant."""

    id = fields.Str()
    kind = fields.Enum(ProblemKind, by_value=True)
    about = fields.Str()
    text = fields.Function(problem_text)
    advice = fields.Function(problem_advice)
    opened_at = fields.AwareDateTime()


class OrderFeedSchema(Schema):
    """How far the shop's orders have been read; `found` counts those that no webhook had told of."""

    seen_until = fields.AwareDateTime()
    looked_at = fields.AwareDateTime()
    last_found = fields.Int()
    found = fields.Int()
    is_backfilling = fields.Bool()
    backfill_since = fields.AwareDateTime()
    backfill_read = fields.Int()
    backfill_total = fields.Int()
    backfilled_at = fields.AwareDateTime(allow_none=True)


class ReturnRowSchema(Schema):
    """A return as the overview lists it."""

    number = fields.Str(attribute="case.number")
    requested_at = fields.AwareDateTime(attribute="case.requested_at")
    tab = fields.Enum(Tab, by_value=True, attribute="case.tab")
    status = fields.Enum(ReturnStatus, by_value=True, attribute="case.status")
    parcel_status = fields.Enum(ParcelStatus, by_value=True, attribute="case.parcel_status")
    money_status = fields.Enum(MoneyStatus, by_value=True, attribute="case.money_status")
    method = fields.Enum(ReturnMethod, by_value=True, attribute="case.wish.method")
    outcome = fields.Enum(Outcome, by_value=True, attribute="case.outcome")
    items = fields.Method("count_items")
    refund = fields.Nested(MoneySchema, attribute="case.refund")
    tracking_number = fields.Str(attribute="case.label.tracking_number")
    problem = fields.Str(attribute="case.problem")
    order_number = fields.Str(attribute="order.number")
    customer_name = fields.Str(attribute="order.snapshot.customer_name")
    customer_email = fields.Str(attribute="order.email")

    def count_items(self, row: ReturnRow | ReturnView) -> int:
        """Count the units that come back."""
        return sum(line.quantity for line in row.case.lines)


class ReturnPageSchema(Schema):
    """One page of the overview; `total` counts what fits, `counts` what lies in each tab."""

    rows = fields.List(fields.Nested(ReturnRowSchema), data_key="returns")
    total = fields.Int()
    counts = fields.Function(lambda page: {tab.value: page.counts[tab] for tab in Tab})


class OrderSchema(Schema):
    """The order that goods come back from."""

    saleor_id = fields.Str()
    number = fields.Str()
    placed_at = fields.AwareDateTime()
    tracking_numbers = fields.Function(
        lambda order: [one.tracking_number for one in order.shipments if one.tracking_number]
    )


class LabelSchema(Schema):
    """The paper for the return parcel; the file is at the return's `/label`."""

    carrier = fields.Str()
    tracking_number = fields.Str()


class CauseSchema(Schema):
    """Why a part is what it is; `evidence` names the files that show it."""

    code = fields.Str()
    facts = fields.Dict()
    rule_id = fields.Str()
    rule_name = fields.Str()
    article = fields.Str()
    evidence = fields.List(fields.Str())


class PartSchema(Schema):
    """One summand of the refund; what is kept is negative."""

    kind = fields.Enum(PartKind, by_value=True)
    amount = fields.Nested(MoneySchema)
    line_id = fields.Str()
    quantity = fields.Int()
    cause = fields.Nested(CauseSchema)
    net = fields.Nested(MoneySchema, allow_none=True)


class BreakdownSchema(Schema):
    """The refund as arithmetic."""

    parts = fields.List(fields.Nested(PartSchema))
    total = fields.Nested(MoneySchema)
    money = fields.Nested(MoneySchema, attribute="cash")
    credit = fields.Nested(MoneySchema)
    uncovered = fields.Nested(MoneySchema)
    prepaid_back = fields.Nested(MoneySchema, allow_none=True)


class EventSchema(Schema):
    """One fact in the history."""

    kind = fields.Enum(EventKind, by_value=True)
    at = fields.AwareDateTime()
    actor_kind = fields.Enum(ActorKind, by_value=True, attribute="actor.kind")
    actor_name = fields.Str(attribute="actor.name")
    facts = fields.Dict()


class MailSchema(Schema):
    """A mail to the customer."""

    kind = fields.Enum(MessageKind, by_value=True)
    recipient = fields.Str()
    subject = fields.Str()
    created_at = fields.AwareDateTime()
    sent_at = fields.AwareDateTime(allow_none=True)


class ReceiptSchema(Schema):
    """The signed receipt; the files are at the return's `/receipt.pdf` and `/receipt.json`."""

    id = fields.Str()
    issued_at = fields.AwareDateTime()
    key_id = fields.Str()
    check_url = fields.Function(lambda receipt: receipt.content["check"])


class RestockSchema(Schema):
    """Units on their way back into stock; with `unclear` a person is asked."""

    line_id = fields.Str()
    quantity = fields.Int()
    warehouse = fields.Str(attribute="warehouse_name")
    state = fields.Enum(RestockState, by_value=True)
    before = fields.Int(allow_none=True)
    after = fields.Int(allow_none=True)
    hitch = fields.Enum(Hitch, by_value=True, allow_none=True)


class FoundSchema(Schema):
    """What was found of one line; units neither accepted nor rejected are missing."""

    line_id = fields.Str()
    accepted = fields.Int()
    rejected = fields.Int()
    finding = fields.Enum(Finding, by_value=True)
    deduction = fields.Nested(MoneySchema, allow_none=True)
    note = fields.Str()
    disposition = fields.Enum(Disposition, by_value=True)
    evidence = fields.Function(
        lambda line: [{"id": photo, **photo_addresses(photo)} for photo in line.evidence]
    )


class OutlookSchema(Schema):
    """What an inspection would come to."""

    confirmed = fields.Nested(BreakdownSchema)
    breakdown = fields.Nested(BreakdownSchema)
    is_less = fields.Bool()
    answer_by = fields.AwareDateTime(allow_none=True)


class ReturnViewSchema(ReturnRowSchema):
    """Everything there is to see of one return."""

    door = fields.Enum(Door, by_value=True, attribute="case.door")
    order = fields.Nested(OrderSchema)
    lines = fields.Method("list_lines")
    breakdown = fields.Nested(BreakdownSchema, attribute="case.breakdown")
    confirmed = fields.Nested(BreakdownSchema, attribute="case.wish.breakdown")
    inspection = fields.List(
        fields.Nested(FoundSchema), attribute="case.inspection.lines", dump_default=None
    )
    answer_by = fields.AwareDateTime(attribute="case.answer_by", allow_none=True)
    answer = fields.Enum(Answer, by_value=True, attribute="case.answer", allow_none=True)
    restocks = fields.List(fields.Nested(RestockSchema))
    objection = fields.Str(attribute="case.objection")
    label = fields.Nested(LabelSchema, attribute="case.label", allow_none=True)
    receipt = fields.Nested(ReceiptSchema, allow_none=True)
    rejection_reason = fields.Str(attribute="case.rejection_reason")
    settled_reference = fields.Str(attribute="case.settled_reference")
    granted_refund_id = fields.Str(attribute="case.granted_refund_id")
    decided_at = fields.AwareDateTime(attribute="case.decided_at", allow_none=True)
    received_at = fields.AwareDateTime(attribute="case.received_at", allow_none=True)
    refunded_at = fields.AwareDateTime(attribute="case.refunded_at", allow_none=True)
    closed_at = fields.AwareDateTime(attribute="case.closed_at", allow_none=True)
    events = fields.List(fields.Nested(EventSchema), attribute="case.events")
    mails = fields.List(fields.Nested(MailSchema), attribute="messages")
    allowed_acts = fields.Function(lambda view: sorted(allowed_acts(view.case, at=now())))

    def list_lines(self, view: ReturnView) -> list[dict[str, Any]]:
        """Put beside each returned line what was bought."""
        return [_line(line, view) for line in view.case.lines]


def _line(line: ReturnLine, view: ReturnView) -> dict[str, Any]:
    bought = view.order.snapshot.line(line.order_line_id)
    return {
        "order_line_id": line.order_line_id,
        "product_name": bought.product_name if bought else "",
        "variant_name": bought.variant_name if bought else "",
        "sku": bought.sku if bought else "",
        "quantity": line.quantity,
        "reason": ReturnReason(line.reason).value,
        "message": line.message,
        "photos": [photo_addresses(photo) for photo in line.photos],
    }
