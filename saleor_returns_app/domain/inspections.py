"""What came back, looked at: units accepted and not, what they lost in value, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from saleor_returns_app.domain.errors import (
    Conflict,
    Invalid,
    LineTwice,
    LineUnknown,
    QuantityInvalid,
)
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Track
from saleor_returns_app.domain.refund_breakdown import (
    Deduction,
    PartCause,
    PartKind,
    RefundBreakdown,
    RefundInputs,
    Units,
    compute,
)

# How long a customer may answer before less money goes than was confirmed.
ANSWER_TIME = timedelta(days=5)
# The money still has to be sent when the answer is there.
SENDING_TIME = timedelta(days=1)
HANDLING_ARTICLE = "Directive 2011/83/EU, Article 14(2)"


class Finding(StrEnum):
    """What was found of a line's units."""

    AS_EXPECTED = "as_expected"
    USED = "used"
    DAMAGED = "damaged"
    INCOMPLETE = "incomplete"
    OTHER_ITEM = "other_item"


class Disposition(StrEnum):
    """What becomes of the units that were accepted."""

    RESTOCK = "restock"
    REPAIR = "repair"
    DISCARD = "discard"


class Answer(StrEnum):
    """What the customer says to other amounts than were confirmed; `SILENT` when the time was over."""

    ACCEPTED = "accepted"
    OBJECTED = "objected"
    SILENT = "silent"


class RejectionUnlawful(Conflict):
    """Who withdraws by law gets the goods' price back: used or damaged goods may only lose in value."""

    code = "rejection_unlawful"


class DeductionUnlawful(Conflict):
    """Who was not told of the right of withdrawal owes nothing for what the goods lost in value."""

    code = "deduction_unlawful"


class DeductionTooLarge(Conflict):
    """The units accepted did not cost that much."""

    code = "deduction_too_large"


class EvidenceMissing(Invalid):
    """A deduction needs its reason and, where law gives the money back, a photo that shows it."""

    code = "evidence_missing"


class FindingMissing(Invalid):
    """What is not accepted, or loses in value, needs what was found and a reason."""

    code = "finding_missing"


@dataclass(frozen=True)
class InspectedLine:
    """What was found of one line. Units neither accepted nor rejected are missing.

    `note` is told to the customer; `evidence` are files of the case that show what was found.
    """

    line_id: str
    accepted: int
    rejected: int = 0
    finding: Finding = Finding.AS_EXPECTED
    deduction: Money | None = None
    note: str = ""
    evidence: tuple[str, ...] = ()
    disposition: Disposition = Disposition.RESTOCK


@dataclass(frozen=True)
class Inspection:
    """What was found of every line of a return."""

    lines: tuple[InspectedLine, ...]

    @property
    def accepted(self) -> tuple[Units, ...]:
        """The units that count as come back."""
        return tuple(Units(line.line_id, line.accepted) for line in self.lines if line.accepted > 0)

    def line(self, line_id: str) -> InspectedLine | None:
        """Find what was found of a line."""
        return next((line for line in self.lines if line.line_id == line_id), None)


def all_fine(expected: Sequence[Units]) -> Inspection:
    """Say that everything came back as it should."""
    return Inspection(tuple(InspectedLine(units.line_id, units.quantity) for units in expected))


def check_inspection(
    inspection: Inspection,
    expected: Sequence[Units],
    *,
    track: Track,
    is_informed: bool,
) -> None:
    """Refuse what does not fit the return, or what law does not allow.

    `track` is the ground on which it comes back; `is_informed` says whether the customer was told of
    the right of withdrawal.
    """
    quantities = {units.line_id: units.quantity for units in expected}
    if len({line.line_id for line in inspection.lines}) < len(inspection.lines):
        raise LineTwice
    for line in inspection.lines:
        if line.line_id not in quantities:
            raise LineUnknown(line_id=line.line_id)
        _check_line(line, quantities[line.line_id])
        if track is Track.STATUTORY:
            _check_lawful(line, is_informed=is_informed)
    if missing := set(quantities) - {line.line_id for line in inspection.lines}:
        raise FindingMissing(line_id=min(missing))


def _check_line(line: InspectedLine, quantity: int) -> None:
    if line.accepted < 0 or line.rejected < 0 or line.accepted + line.rejected > quantity:
        raise QuantityInvalid(line_id=line.line_id, most=quantity)
    deducts = line.deduction is not None and line.deduction.minor > 0
    if line.deduction is not None and not deducts:
        raise QuantityInvalid(line_id=line.line_id)
    is_odd = line.finding is not Finding.AS_EXPECTED and line.note.strip()
    if (deducts or line.rejected) and not is_odd:
        raise FindingMissing(line_id=line.line_id)
    if deducts and not line.accepted:
        raise DeductionTooLarge(line_id=line.line_id)


def _check_lawful(line: InspectedLine, *, is_informed: bool) -> None:
    if line.rejected and line.finding is not Finding.OTHER_ITEM:
        raise RejectionUnlawful(line_id=line.line_id)
    if line.deduction is None:
        return
    if not is_informed:
        raise DeductionUnlawful(line_id=line.line_id)
    if not line.evidence:
        raise EvidenceMissing(line_id=line.line_id)


def assess(inputs: RefundInputs, inspection: Inspection, *, track: Track) -> RefundBreakdown:
    """Work out what comes back for the units that were accepted, with everything else as confirmed.

    Raises `DeductionTooLarge` where a line is not worth its deduction.
    """
    terms = replace(
        inputs.terms,
        chosen=inspection.accepted,
        deductions=tuple(
            Deduction(line.line_id, line.deduction, _cause(line, track))
            for line in inspection.lines
            if line.deduction is not None
        ),
    )
    breakdown = compute(replace(inputs, terms=terms))
    for line in inspection.lines:
        if line.deduction is not None:
            _check_worth(line.line_id, line.deduction, breakdown)
    return breakdown


def _check_worth(line_id: str, lost: Money, breakdown: RefundBreakdown) -> None:
    worth = next(
        part.amount
        for part in breakdown.parts
        if part.kind is PartKind.GOODS and part.line_id == line_id
    )
    if lost > worth:
        raise DeductionTooLarge(line_id=line_id, most=str(worth))


def answer_by(at: datetime, *, due: datetime | None) -> datetime | None:
    """Say until when the customer may answer, so that the money can still go in time; None: not at all."""
    until = at + ANSWER_TIME
    if due is not None:
        until = min(until, due - SENDING_TIME)
    return until if until > at else None


def plain_inspection(inspection: Inspection) -> list[dict[str, Any]]:
    """Write an inspection as plain JSON."""
    return [_plain_line(line) for line in inspection.lines]


def inspection_from(words: Sequence[Mapping[str, Any]]) -> Inspection:
    """Read an inspection again."""
    return Inspection(tuple(_line_from(line) for line in words))


def _cause(line: InspectedLine, track: Track) -> PartCause:
    article = HANDLING_ARTICLE if track is Track.STATUTORY else ""
    return PartCause(
        line.finding.value,
        facts={"note": line.note},
        article=article,
        evidence=line.evidence,
    )


def _plain_line(line: InspectedLine) -> dict[str, Any]:
    lost = line.deduction
    return {
        "line_id": line.line_id,
        "accepted": line.accepted,
        "rejected": line.rejected,
        "finding": line.finding.value,
        "deduction": {"minor": lost.minor, "currency": lost.currency} if lost else None,
        "note": line.note,
        "evidence": list(line.evidence),
        "disposition": line.disposition.value,
    }


def _line_from(words: Mapping[str, Any]) -> InspectedLine:
    lost = words["deduction"]
    return InspectedLine(
        line_id=words["line_id"],
        accepted=words["accepted"],
        rejected=words["rejected"],
        finding=Finding(words["finding"]),
        deduction=Money(lost["minor"], lost["currency"]) if lost else None,
        note=words["note"],
        evidence=tuple(words["evidence"]),
        disposition=Disposition(words["disposition"]),
    )
