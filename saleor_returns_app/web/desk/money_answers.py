"""What the money page is asked, and the money as JSON."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, post_load, pre_load, validate

from saleor_returns_app.domain.ports import Drawer, MoneyFilter, MoneyRow
from saleor_returns_app.domain.reconciliation import DifferenceKind
from saleor_returns_app.domain.settlement_acts import next_acts, urgency
from saleor_returns_app.domain.settlements import PaymentState, SettlementKind, SettlementState
from saleor_returns_app.http.entry import now
from saleor_returns_app.web.desk.answers import MoneySchema as AmountSchema
from saleor_returns_app.web.desk.schemas import LAST_PAGE, LONGEST_SEARCH


class MoneySchema(Schema):
    """What of the money is to be shown."""

    class Meta:
        """The Dashboard adds parameters of its own."""

        unknown = EXCLUDE

    drawer = fields.Enum(Drawer, by_value=True)
    search = fields.Str(validate=validate.Length(max=LONGEST_SEARCH))
    page = fields.Int(validate=validate.Range(min=1, max=LAST_PAGE))

    @pre_load
    def without_blanks(self, words: Any, **kwargs: Any) -> dict[str, str]:
        """Take a field that was left empty for one that was not sent."""
        stripped = {name: str(word).strip() for name, word in words.items()}
        return {name: word for name, word in stripped.items() if word}

    @post_load
    def as_filter(self, words: dict[str, Any], **kwargs: Any) -> MoneyFilter:
        """Make the filter."""
        return MoneyFilter(**words)


class PaymentSchema(Schema):
    """One granted refund."""

    number = fields.Int()
    transaction_id = fields.Str()
    grant_id = fields.Str()
    state = fields.Enum(PaymentState, by_value=True)
    amount = fields.Nested(AmountSchema)
    paid = fields.Nested(AmountSchema, attribute="booked")


class DifferenceSchema(Schema):
    """Something that is not the same in Saleor."""

    kind = fields.Enum(DifferenceKind, by_value=True)
    about = fields.Str()
    ours = fields.Nested(AmountSchema)
    theirs = fields.Nested(AmountSchema)
    found_at = fields.AwareDateTime()


class MoneyRowSchema(Schema):
    """One return's money."""

    number = fields.Str(attribute="case.number")
    order_number = fields.Str(attribute="order.number")
    kind = fields.Enum(SettlementKind, by_value=True, attribute="settlement.kind")
    state = fields.Enum(SettlementState, by_value=True, attribute="settlement.state")
    amount = fields.Nested(AmountSchema, attribute="settlement.amount")
    paid = fields.Nested(AmountSchema, attribute="settlement.paid")
    due_at = fields.AwareDateTime(attribute="settlement.due_at", allow_none=True)
    legal_basis = fields.Str(attribute="settlement.legal_basis")
    ordered_at = fields.AwareDateTime(attribute="settlement.ordered_at", allow_none=True)
    problem = fields.Str(attribute="settlement.problem")
    urgency = fields.Function(lambda row: urgency(row.settlement, at=now()).value)
    next_steps = fields.Function(lambda row: _steps(row))
    payments = fields.List(fields.Nested(PaymentSchema), attribute="settlement.payments")
    differences = fields.List(fields.Nested(DifferenceSchema))


class MoneyPageSchema(Schema):
    """One page of the money, and how much there is in each drawer."""

    rows = fields.List(fields.Nested(MoneyRowSchema))
    total = fields.Int()
    counts = fields.Function(
        lambda page: {drawer.value: count for drawer, count in page.counts.items()}
    )


def _steps(row: MoneyRow) -> list[str]:
    return [act.value for act in next_acts(row.settlement, differs=bool(row.differences))]
