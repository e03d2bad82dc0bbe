"""What the desk is told of goods that were looked at, as JSON and as a form."""

from decimal import Decimal
from typing import Any

from marshmallow import Schema, fields, post_load, validate
from werkzeug.datastructures import MultiDict

from saleor_returns_app.domain.errors import MoneyInvalid
from saleor_returns_app.domain.inspections import (
    Disposition,
    Finding,
    InspectedLine,
    Inspection,
)
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.photos import MOST_PER_LINE

LONGEST_NOTE = 1000
MOST_UNITS = 1_000_000
MOST_LINES = 500
UNITS = validate.Range(min=0, max=MOST_UNITS)
ID = validate.Length(min=1, max=200)


class DeductionSchema(Schema):
    """What the units accepted lost in value: an exact decimal, with the digits of its currency."""

    amount = fields.Decimal(required=True, allow_nan=False)
    currency = fields.Str(required=True, validate=validate.Regexp(r"\A[A-Z]{3}\Z"))

    @post_load
    def as_money(self, words: dict[str, Any], **kwargs: Any) -> Money:
        """Make the money."""
        amount: Decimal = words["amount"]
        if abs(amount) > Decimal(10**12):
            raise MoneyInvalid(amount=str(amount), currency=words["currency"])
        return Money.from_decimal(amount, words["currency"])


class InspectedLineSchema(Schema):
    """What was found of one line. Units neither accepted nor rejected are missing."""

    line_id = fields.Str(required=True, validate=ID)
    accepted = fields.Int(required=True, strict=True, validate=UNITS)
    rejected = fields.Int(load_default=0, strict=True, validate=UNITS)
    finding = fields.Enum(Finding, by_value=True, load_default=Finding.AS_EXPECTED)
    deduction = fields.Nested(DeductionSchema, load_default=None, allow_none=True)
    note = fields.Str(load_default="", validate=validate.Length(max=LONGEST_NOTE))
    evidence = fields.List(
        fields.Str(validate=ID), load_default=list, validate=validate.Length(max=MOST_PER_LINE)
    )
    disposition = fields.Enum(Disposition, by_value=True, load_default=Disposition.RESTOCK)

    @post_load
    def as_line(self, words: dict[str, Any], **kwargs: Any) -> InspectedLine:
        """Make the line."""
        return InspectedLine(
            **{**words, "note": words["note"].strip(), "evidence": tuple(words["evidence"])}
        )


class InspectionSchema(Schema):
    """What was found of every line of a return."""

    lines = fields.List(
        fields.Nested(InspectedLineSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_LINES),
    )

    @post_load
    def as_inspection(self, words: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Make the inspection."""
        return {"inspection": Inspection(tuple(words["lines"]))}


def said_by_form(form: MultiDict[str, str], currency: str) -> dict[str, Any]:
    """Write a form as the JSON that says the same; a number that was left out counts as none."""
    return {"lines": [_line(form, place, currency) for place in range(len(form.getlist("line")))]}


def _line(form: MultiDict[str, str], place: int, currency: str) -> dict[str, Any]:
    def said(name: str) -> str:
        return form.get(f"{name}.{place}", "").strip()

    finding = said("finding") or Finding.AS_EXPECTED.value
    lost = said("deduction")
    # What is hidden while all is as it should be does not count.
    is_odd = finding != Finding.AS_EXPECTED.value
    amount = {"amount": lost, "currency": currency}
    return {
        "line_id": form.getlist("line")[place],
        "accepted": _count(said("accepted")),
        "rejected": _count(said("rejected")),
        "finding": finding,
        "deduction": amount if lost and is_odd and not _is_nothing(lost) else None,
        "note": said("note") if is_odd else "",
        "evidence": form.getlist(f"evidence.{place}") if is_odd else [],
        "disposition": said("disposition") or Disposition.RESTOCK.value,
    }


def _count(word: str) -> int | str:
    return int(word or "0") if not word or word.isdecimal() else word


def _is_nothing(amount: str) -> bool:
    return not amount.strip("0.")
