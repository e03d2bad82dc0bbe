"""What is asked of the rules' pages and API."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, post_load, validate

from saleor_returns_app.domain.errors import Invalid, MoneyInvalid
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.facts import ChosenLine
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason, Source
from saleor_returns_app.use_cases.policies.trying import Candidate, Choice
from saleor_returns_app.use_cases.policies.versions import Named

LONGEST_NOTE = 1000
LONGEST_NAME = 500
MOST_LINES = 500
MOST_COSTS = 20
LARGEST = 2_147_483_647
NOTE = validate.Length(max=LONGEST_NOTE)
Words = dict[str, Any]


class NameInvalid(Invalid):
    """There is no version or draft of this name."""

    code = "policy_name_invalid"


def named(name: str) -> Named:
    """Read `3` as version 3, `draft:…` as a draft, and nothing as the version in force."""
    if name.startswith("draft:"):
        return Named(draft_id=name.removeprefix("draft:"))
    if not name:
        return Named()
    if not (name.isascii() and name.isdigit() and 0 < int(name[:12]) <= LARGEST):
        raise NameInvalid
    return Named(version=int(name))


class Asked(Schema):
    """A body of which every field is known."""


class NewDraftSchema(Asked):
    """A draft that is begun: of a document, else of a version, else of the rules in force."""

    name = fields.Str(required=True, validate=validate.Length(max=LONGEST_NAME))
    document = fields.Dict()
    version = fields.Int(strict=False, validate=validate.Range(min=1, max=LARGEST))


class RevisionSchema(Asked):
    """Which revision of a draft was seen."""

    revision = fields.Int(required=True, validate=validate.Range(min=1, max=LARGEST))


class SavedDraftSchema(RevisionSchema):
    """A draft as it is to be from now on."""

    document = fields.Dict(required=True)
    name = fields.Str(load_default=None, validate=validate.Length(max=LONGEST_NAME))
    based_on = fields.Int(load_default=None, validate=validate.Range(min=1, max=LARGEST))


class PublishSchema(RevisionSchema):
    """Why a draft is published; staff read it later."""

    note = fields.Str(load_default="", validate=NOTE)


class RollBackSchema(Asked):
    """Why an old version is brought back."""

    note = fields.Str(load_default="", validate=NOTE)


class LintSchema(Asked):
    """A document that nobody has kept yet."""

    document = fields.Dict(required=True)


class CostSchema(Asked):
    """What a parcel back costs the shop."""

    amount = fields.Decimal(required=True, allow_nan=False, validate=validate.Range(0, 10**9))
    currency = fields.Str(required=True, validate=validate.Regexp(r"\A[A-Z]{3}\Z"))

    @post_load
    def as_money(self, words: Words, **_: object) -> Money:
        """Make money; the amount must fit the digits of its currency."""
        return Money.from_decimal(words["amount"], words["currency"])


class ReplaySchema(Asked):
    """How far back a draft is held against what was ordered, and beside which version."""

    months = fields.Int(required=True, validate=validate.Range(min=-LARGEST, max=LARGEST))
    beside = fields.Int(load_default=None, validate=validate.Range(min=1, max=LARGEST))
    parcel_costs = fields.List(
        fields.Nested(CostSchema), load_default=list, validate=validate.Length(max=MOST_COSTS)
    )

    @post_load
    def check(self, words: Words, **_: object) -> Words:
        """Refuse two costs in one currency."""
        costs = words["parcel_costs"]
        if len({cost.currency for cost in costs}) < len(costs):
            raise MoneyInvalid
        return words | {"parcel_costs": tuple(costs)}


class ChosenLineSchema(Asked):
    """Units of an order line."""

    line_id = fields.Str(required=True, validate=validate.Length(min=1, max=200))
    quantity = fields.Int(required=True, validate=validate.Range(min=1, max=LARGEST))
    reason = fields.Enum(ReturnReason, by_value=True, load_default=None, allow_none=True)

    @post_load
    def build(self, words: Words, **_: object) -> ChosenLine:
        """Make the choice."""
        return ChosenLine(**words)


class TrySchema(Asked):
    """Which order or return is tried, by which rules, and what of it is chosen."""

    order = fields.Str(load_default="", validate=validate.Length(max=200))
    number = fields.Str(data_key="return", load_default="", validate=validate.Length(max=200))
    by = fields.Str(load_default="", validate=validate.Length(max=100))
    lines = fields.List(
        fields.Nested(ChosenLineSchema), load_default=list, validate=validate.Length(max=MOST_LINES)
    )
    outcome = fields.Enum(Outcome, by_value=True, load_default=None, allow_none=True)
    method = fields.Enum(ReturnMethod, by_value=True, load_default=None, allow_none=True)
    source = fields.Enum(Source, by_value=True, load_default=Source.PORTAL)

    @post_load
    def build(self, words: Words, **_: object) -> Words:
        """Make the candidate and the choice."""
        by = named(words["by"])
        choice = Choice(tuple(words["lines"]), words["outcome"], words["method"], words["source"])
        return {
            "order": words["order"].strip(),
            "number": words["number"].strip(),
            "candidate": Candidate(by.draft_id, by.version),
            "choice": choice,
        }


class CompareSchema(Schema):
    """Which two are compared: versions by number, drafts as `draft:ID`."""

    class Meta:
        """The Dashboard adds parameters of its own."""

        unknown = EXCLUDE

    before = fields.Str(load_default="", validate=validate.Length(max=100))
    after = fields.Str(load_default="", validate=validate.Length(max=100))
