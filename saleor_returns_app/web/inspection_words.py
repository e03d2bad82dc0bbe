"""The words for what was found of returned goods, and for what is said about it."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from saleor_returns_app.domain.inspections import Answer, Disposition, Finding, InspectedLine
from saleor_returns_app.domain.restocking import Hitch, RestockState

FINDINGS: Mapping[StrEnum, LazyString] = {
    Finding.AS_EXPECTED: _("As it should be"),
    Finding.USED: _("Used more than needed to try it"),
    Finding.DAMAGED: _("Damaged"),
    Finding.INCOMPLETE: _("Incomplete"),
    Finding.OTHER_ITEM: _("Not the item that was sold"),
}
_DISPOSITIONS: Mapping[StrEnum, LazyString] = {
    Disposition.RESTOCK: _("Back to stock"),
    Disposition.REPAIR: _("To be repaired"),
    Disposition.DISCARD: _("Discarded"),
}
_ANSWERS: Mapping[StrEnum, LazyString] = {
    Answer.ACCEPTED: _("The customer agrees"),
    Answer.OBJECTED: _("The customer does not agree"),
    Answer.SILENT: _("The customer did not answer in time"),
}


_RESTOCKS: Mapping[StrEnum, LazyString] = {
    RestockState.PLANNED: _("Being added"),
    RestockState.SENT: _("Being added"),
    RestockState.DONE: _("Added"),
    RestockState.SKIPPED: _("Not added"),
    RestockState.UNCLEAR: _("Please look"),
}
_HITCHES: Mapping[StrEnum, LazyString] = {
    Hitch.SWITCHED_OFF: _("Putting goods back into stock was switched off."),
    Hitch.UNTRACKED: _("Saleor does not count this variant."),
    Hitch.NOT_STOCKED: _("Saleor has no such variant any more, or no stock of it anywhere."),
    Hitch.REFUSED: _("Saleor refused it. Look whether the warehouse and the permission are there."),
    Hitch.MOVING: _("The stock changed again and again while it was looked at."),
    Hitch.CHANGED_SINCE: _(
        "The answer from Saleor was lost, and the stock has changed since: it cannot be told any more "
        "whether the units were added."
    ),
}


def restock_label(state: RestockState) -> str:
    """Say how far units are on their way back into stock."""
    return str(_RESTOCKS[state])


def hitch_label(hitch: Hitch) -> str:
    """Say why units were not added, or why nobody knows."""
    return str(_HITCHES[hitch])


def finding_label(finding: Finding) -> str:
    """Say what was found."""
    return str(FINDINGS[finding])


def disposition_label(disposition: Disposition) -> str:
    """Say what becomes of the goods."""
    return str(_DISPOSITIONS[disposition])


def answer_label(answer: Answer) -> str:
    """Say what the customer answered."""
    return str(_ANSWERS[answer])


def units_found(line: InspectedLine, expected: int) -> str:
    """Count what was accepted, what was not, and what did not come."""
    missing = expected - line.accepted - line.rejected
    counts = [ngettext("%(num)s accepted", "%(num)s accepted", line.accepted)]
    if line.rejected:
        counts.append(ngettext("%(num)s not accepted", "%(num)s not accepted", line.rejected))
    if missing:
        counts.append(ngettext("%(num)s missing", "%(num)s missing", missing))
    return " · ".join(counts)


def sum_found(lines: list[InspectedLine]) -> str:
    """Say in one line what an inspection found."""
    rejected = sum(line.rejected for line in lines)
    accepted = sum(line.accepted for line in lines)
    parts = [ngettext("%(num)s unit accepted", "%(num)s units accepted", accepted)]
    if rejected:
        parts.append(ngettext("%(num)s not accepted", "%(num)s not accepted", rejected))
    odd = {line.finding for line in lines if line.finding is not Finding.AS_EXPECTED}
    parts += [finding_label(finding) for finding in Finding if finding in odd]
    return " · ".join(parts)
