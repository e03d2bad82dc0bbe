"""Reading what a shopper chose on the pages, with a sentence for every slip."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from saleor_returns_app.domain.policy.decision import Decision, LineDecision
from saleor_returns_app.domain.policy.terms import ReturnReason
from saleor_returns_app.domain.quotes import LONGEST_MESSAGE
from saleor_returns_app.domain.refund_breakdown import Units
from saleor_returns_app.web.portal.pages.visit import ChosenLine

WHOLE_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass
class Choices:
    """What was typed for each line, what could be understood of it, and what could not."""

    typed: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: dict[str, ChosenLine] = field(default_factory=dict)
    slips: dict[str, str] = field(default_factory=dict)

    @property
    def units(self) -> list[Units]:
        """The quantities that could be understood."""
        return [Units(line_id, line.quantity) for line_id, line in self.lines.items()]


def read_choices(form: Mapping[str, str], decision: Decision) -> Choices:
    """Read the fields of every line that may come back; others are not even looked at."""
    choices = Choices()
    for line in decision.lines:
        if most_of(line):
            _read_line(form, line, decision, choices)
    if not choices.lines and not choices.slips:
        choices.slips["items"] = str(_("Choose at least one item to return."))
    return choices


def most_of(line: LineDecision) -> int:
    """Count the units that may come back, be it only because something is wrong with them."""
    return line.returnable or line.returnable_if_faulty


def reasons_for(line: LineDecision, decision: Decision) -> list[ReturnReason]:
    """List the reasons that may be given: what is past its time comes back only if it is faulty."""
    return [reason for reason in decision.reasons if line.returnable or reason.is_non_conformity]


def typed_before(lines: Mapping[str, ChosenLine]) -> dict[str, dict[str, str]]:
    """Fill the fields with what was chosen before."""
    return {
        line_id: {"quantity": str(line.quantity), "reason": line.reason, "message": line.message}
        for line_id, line in lines.items()
    }


def missing_messages(lines: Mapping[str, ChosenLine]) -> dict[str, str]:
    """Ask for the words that are needed of every line."""
    return {
        f"message.{line_id}": str(_("Tell the shop in a few words what is wrong."))
        for line_id, line in lines.items()
        if not line.message
    }


def _read_line(
    form: Mapping[str, str], line: LineDecision, decision: Decision, choices: Choices
) -> None:
    typed = {
        name: form.get(f"{name}.{line.line_id}", "").strip()
        for name in ("quantity", "reason", "message")
    }
    choices.typed[line.line_id] = typed
    if typed["quantity"].lstrip("0") == "":
        return
    if not WHOLE_NUMBER.fullmatch(typed["quantity"]) or int(typed["quantity"]) > most_of(line):
        choices.slips[f"quantity.{line.line_id}"] = str(
            _("Choose a whole number from 0 to %(most)s.", most=most_of(line))
        )
        return
    choices.lines[line.line_id] = ChosenLine(
        int(typed["quantity"]), typed["reason"], typed["message"]
    )
    _check_reason(line, typed, decision, choices.slips)


def _check_reason(
    line: LineDecision, typed: Mapping[str, str], decision: Decision, slips: dict[str, str]
) -> None:
    line_id, message = line.line_id, typed["message"]
    offered = {reason.value for reason in reasons_for(line, decision)}
    if typed["reason"] not in offered:
        slips[f"reason.{line_id}"] = str(_("Choose a reason."))
    elif ReturnReason(typed["reason"]) in decision.message_needed_for and not message:
        slips[f"message.{line_id}"] = str(_("Tell the shop in a few words what is wrong."))
    if len(message) > LONGEST_MESSAGE or "\x00" in message:
        slips[f"message.{line_id}"] = str(_("Please shorten your message."))
