"""Policies, decisions and replays as JSON."""

from typing import Any

from flask_babel import gettext
from marshmallow import Schema, fields

from saleor_returns_app.domain.errors import PolicyInvalid
from saleor_returns_app.domain.policy.comparing import Aspect, Effect
from saleor_returns_app.domain.policy.decision import Cause, Fired
from saleor_returns_app.domain.policy.differences import Change
from saleor_returns_app.domain.policy.findings import FindingCode, Severity
from saleor_returns_app.domain.policy.replay_report import Grouping, report_rows
from saleor_returns_app.domain.policy.replays import PolicyReplay, ReplayState
from saleor_returns_app.domain.policy.terms import (
    Outcome,
    Payer,
    Requirement,
    ReturnMethod,
    Track,
)
from saleor_returns_app.http.entry import services
from saleor_returns_app.web.desk.answers import MoneySchema
from saleor_returns_app.web.policy_words import difference_sentence, finding_sentence
from saleor_returns_app.web.reasons import because_sentence, because_source


class VersionRowSchema(Schema):
    """A published version without its document; `until` is null for the one in force."""

    version = fields.Int(attribute="policy.version")
    published_at = fields.AwareDateTime(attribute="policy.published_at")
    until = fields.AwareDateTime(allow_none=True)
    author = fields.Str(attribute="policy.author")
    note = fields.Str(attribute="policy.note")
    is_in_force = fields.Bool()


class VersionSchema(VersionRowSchema):
    """A published version."""

    document = fields.Function(lambda view: services().policy_files.write(view.policy.document))


class DraftRowSchema(Schema):
    """A draft without its document."""

    id = fields.Str(attribute="draft.id")
    name = fields.Str(attribute="draft.name")
    revision = fields.Int(attribute="draft.revision")
    based_on = fields.Int(attribute="draft.based_on")
    author = fields.Str(attribute="draft.author")
    created_at = fields.AwareDateTime(attribute="draft.created_at")
    updated_at = fields.AwareDateTime(attribute="draft.updated_at")
    is_open = fields.Bool(attribute="draft.is_open")
    is_outdated = fields.Bool()
    newest_version = fields.Int()
    published_as = fields.Int(attribute="draft.published_as", allow_none=True)


class FindingSchema(Schema):
    """One thing to know before publishing; an error stops it."""

    severity = fields.Enum(Severity, by_value=True)
    code = fields.Enum(FindingCode, by_value=True)
    path = fields.Str()
    rule_id = fields.Str()
    rule_name = fields.Str()
    facts = fields.Dict()
    sentence = fields.Function(finding_sentence)


class ChangeSchema(Schema):
    """One thing that changed between two documents."""

    change = fields.Enum(Change, by_value=True)
    rule_id = fields.Str()
    rule_name = fields.Str()
    what = fields.Str()
    sentence = fields.Function(difference_sentence)


class BecauseSchema(Schema):
    """Why, as data and as the sentence that customers read; `source` is for staff."""

    code = fields.Str()
    cause = fields.Enum(Cause, by_value=True)
    policy_version = fields.Int()
    track = fields.Enum(Track, by_value=True)
    rule_id = fields.Str()
    rule_name = fields.Str()
    article = fields.Str()
    facts = fields.Dict()
    sentence = fields.Function(because_sentence)
    source = fields.Function(because_source)


class RefusalSchema(Schema):
    """Why something may not come back."""

    code = fields.Str()
    because = fields.Nested(BecauseSchema)


class RequiredSchema(Schema):
    """What is asked for first."""

    what = fields.Enum(Requirement, by_value=True)
    because = fields.Nested(BecauseSchema)


class FeeSchema(Schema):
    """What the way back costs."""

    amount = fields.Nested(MoneySchema)
    payer = fields.Enum(Payer, by_value=True)
    because = fields.Nested(BecauseSchema)


class OfferSchema(Schema):
    """An outcome by a method, with its terms; rates are in hundredths of a percent."""

    outcome = fields.Enum(Outcome, by_value=True)
    method = fields.Enum(ReturnMethod, by_value=True)
    track = fields.Enum(Track, by_value=True)
    fee = fields.Nested(FeeSchema)
    fee_rate = fields.Int()
    restocking_rate = fields.Int()
    credit_bonus_rate = fields.Int()
    required = fields.List(fields.Nested(RequiredSchema))
    ship_with = fields.Str()
    return_address = fields.Str()


class WindowSchema(Schema):
    """The days in which a line may come back."""

    days = fields.Int()
    last_day = fields.Date(allow_none=True)
    last_instant = fields.AwareDateTime(allow_none=True)
    because = fields.Nested(BecauseSchema)


class LineSchema(Schema):
    """What was decided about a line."""

    line_id = fields.Str()
    returnable = fields.Int()
    returnable_if_faulty = fields.Int()
    window = fields.Nested(WindowSchema)
    offers = fields.List(fields.Nested(OfferSchema))
    refusals = fields.List(fields.Nested(RefusalSchema))
    tracks = fields.List(fields.Enum(Track, by_value=True))
    notes = fields.List(fields.Nested(BecauseSchema))


class StepSchema(Schema):
    """A rule that fired for a line."""

    rule_id = fields.Str()
    rule_name = fields.Str()
    line_id = fields.Str()
    became = fields.Enum(Fired, by_value=True)
    changes = fields.Dict(attribute="set", data_key="set")
    overridden_by = fields.Dict()
    facts = fields.Dict()


class DecisionSchema(Schema):
    """A decision, trace and all."""

    policy_version = fields.Int()
    lines = fields.List(fields.Nested(LineSchema))
    offers = fields.List(fields.Nested(OfferSchema))
    refusals = fields.List(fields.Nested(RefusalSchema))
    trace = fields.List(fields.Nested(StepSchema))


class DecisionDifferenceSchema(Schema):
    """One thing that two decisions say differently of a line."""

    line_id = fields.Str()
    aspect = fields.Enum(Aspect, by_value=True)
    effect = fields.Enum(Effect, by_value=True)
    before = fields.Str()
    after = fields.Str()
    offers = fields.List(fields.Str())
    because = fields.Nested(BecauseSchema)


class TrialSchema(Schema):
    """What the tried rules say of an order, and beside it the order's own and today's."""

    order_number = fields.Str(attribute="order.number")
    at = fields.AwareDateTime(attribute="facts.at")
    tried = fields.Nested(DecisionSchema)
    of_order = fields.Nested(DecisionSchema)
    of_today = fields.Nested(DecisionSchema)
    against_order = fields.List(fields.Nested(DecisionDifferenceSchema))
    against_today = fields.List(fields.Nested(DecisionDifferenceSchema))


class ReplayRowSchema(Schema):
    """How far a replay is."""

    id = fields.Str()
    draft_id = fields.Str(allow_none=True)
    draft_revision = fields.Int()
    beside = fields.Int()
    since = fields.AwareDateTime()
    until = fields.AwareDateTime()
    asked_by = fields.Str()
    asked_at = fields.AwareDateTime()
    state = fields.Enum(ReplayState, by_value=True)
    read = fields.Int()
    total = fields.Int()
    percent = fields.Int()
    ended_at = fields.AwareDateTime(allow_none=True)
    problem = fields.Str()


class PairField(fields.Field[Any]):
    """An amount before and after."""

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if value is None:
            return None
        before, after = value
        return {"before": str(before.decimal), "after": str(after.decimal)}


class MoneyRowSchema(Schema):
    """Amounts of one currency."""

    currency = fields.Str()
    fees = PairField()
    restocking = PairField()
    refunds = PairField()
    shipping = PairField()
    parcels = PairField(allow_none=True)
    parcels_sent = fields.List(fields.Int())
    returns_taken = fields.List(fields.Int())
    taken_elsewise = fields.List(fields.Int())


class ReportRowSchema(Schema):
    """Orders that have something in common."""

    grouping = fields.Enum(Grouping, by_value=True)
    key = fields.Str()
    name = fields.Str()
    orders = fields.Int()
    changed_orders = fields.Int()
    returns = fields.Int()
    items_allowed = fields.Int()
    items_refused = fields.Int()
    money = fields.List(fields.Nested(MoneyRowSchema))


class ExampleSchema(Schema):
    """A case that shows a finding."""

    order_number = fields.Str()
    return_number = fields.Str()
    line_id = fields.Str()
    sku = fields.Str()
    before = fields.Str()
    after = fields.Str()
    at = fields.AwareDateTime()


class ReplayFindingSchema(Schema):
    """One kind of difference with one cause."""

    aspect = fields.Enum(Aspect, by_value=True)
    effect = fields.Enum(Effect, by_value=True)
    cause = fields.Str()
    rule_id = fields.Str()
    rule_name = fields.Str()
    orders = fields.Int()
    items = fields.Int()
    returns = fields.Int()
    examples = fields.List(fields.Nested(ExampleSchema))


class ReplaySchema(ReplayRowSchema):
    """A replay with what it has come to so far."""

    rows = fields.Function(
        lambda replay: ReportRowSchema(many=True).dump(rows_of(replay)),
    )
    findings = fields.Function(
        lambda replay: ReplayFindingSchema(many=True).dump(replay.result.findings.values())
    )
    findings_left_out = fields.Int(attribute="result.findings_left_out")


def rows_of(replay: PolicyReplay) -> Any:
    """List a replay's rows, with its parcels in money."""
    return report_rows(replay.result, replay.parcel_costs)


def faults_of(error: PolicyInvalid) -> list[dict[str, str]]:
    """List what is wrong with a document, in the reader's language."""
    faults = error.facts.get("faults")
    if not isinstance(faults, list):
        return []
    return [fault | {"message": gettext(said)} for fault in faults for said in [fault["message"]]]
