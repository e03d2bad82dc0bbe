"""What can be wrong with a policy file, where, and in words."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from saleor_returns_app.adapters.policy_files import limits
from saleor_returns_app.domain.errors import PolicyInvalid
from saleor_returns_app.domain.saleor_refusals import sentence

INTRODUCTION = sentence("This policy has faults.")
SENTENCES: Mapping[str, str] = {
    "not_json": sentence("This is not JSON."),
    "not_an_object": sentence("This is not a JSON object."),
    "not_a_list": sentence("This is not a list."),
    "not_text": sentence("This is not a text; put it in quotes."),
    "not_a_number": sentence("This is not a whole number."),
    "not_true_or_false": sentence("This is neither true nor false."),
    "missing": sentence("This is missing."),
    "null": sentence("This may not be null; leave it out instead."),
    "unknown_field": sentence("There is no field of this name here."),
    "unknown_value": sentence("This is not one of the values that can stand here."),
    "unknown_format": sentence("There is no such format; write 2."),
    "format_missing": sentence("A policy with rules or defaults says that its format is 2."),
    "too_large": sentence("This file is too large for a policy."),
    "too_deep": sentence("This is nested too deeply."),
    "too_many": sentence("There are too many of these."),
    "too_long": sentence("This text is too long."),
    "too_great": sentence("This number is too great."),
    "too_small": sentence("This number is too small."),
    "empty": sentence("This may not be empty."),
    "bad_character": sentence("This text holds a character that cannot be stored."),
    "field_twice": sentence("This field is written twice."),
    "twice": sentence("This is written twice."),
    "bad_country": sentence("This is not a country code of two letters, like FR."),
    "bad_currency": sentence("This is not a currency code, like EUR."),
    "bad_language": sentence("This is not a language code, like fr or pt-br."),
    "bad_time_zone": sentence("This is not a time zone, like Europe/Paris."),
    "amount_not_text": sentence(
        "An amount is a text of digits, like 5.00, so that no cent is lost."
    ),
    "bad_amount": sentence("This is not an amount of zero or more, like 5.00."),
    "too_many_digits": sentence("The currency has fewer decimals than this."),
    "bad_percent": sentence("This is not a percentage from 0 to 100, written like 7.5, in quotes."),
    "window_too_short": sentence("Law gives consumers 14 days; a window cannot be shorter."),
    "fee_unclear": sentence("A fee is the word free, or holds either amounts or a percent."),
    "bad_id": sentence("An id is made of lower-case letters, digits and dashes."),
    "id_twice": sentence("Another rule has this id."),
    "unknown_fact": sentence("There is no fact of this name."),
    "fact_missing": sentence("A condition is all, any or none, or a test with a fact."),
    "condition_unclear": sentence("A condition holds one of all, any and none, and nothing else."),
    "operator_missing": sentence("A test needs an operator, like is or in."),
    "operator_twice": sentence("A test has one operator; use all for several."),
    "operator_not_allowed": sentence("This fact cannot be asked in this way."),
    "of_missing": sentence("This fact needs of: the name of an attribute or of a metadata key."),
    "of_not_wanted": sentence("This fact takes no of."),
    "within_days_missing": sentence("This fact needs within_days: how far back returns count."),
    "within_days_not_wanted": sentence("This fact takes no within_days."),
    "not_a_pair": sentence("Between takes two values: the lowest and the highest."),
    "low_above_high": sentence("The lowest value stands first."),
    "two_currencies": sentence("Both amounts must be of one currency."),
    "does_nothing": sentence("A rule has to set something or refuse."),
    "refuses_twice": sentence("A rule refuses the item or the order, not both."),
    "unknown_address": sentence("There is no return address of this name."),
}
"""Every code that a fault can have; marshmallow hands the codes around, people read the sentences."""


@dataclass(frozen=True)
class PolicyFault:
    """One thing that is wrong: where (`rules[3].when.all[0].in`), a stable code, and a sentence."""

    path: str
    code: str
    message: str


def refusal_of(messages: object) -> PolicyInvalid:
    """Make the refusal from what marshmallow found."""
    return refusal(
        [PolicyFault(path, code, SENTENCES.get(code, code)) for path, code in _flat(messages)]
    )


def refusal_at(path: str, code: str) -> PolicyInvalid:
    """Make the refusal for one fault."""
    return refusal([PolicyFault(path, code, SENTENCES[code])])


def refusal(faults: list[PolicyFault]) -> PolicyInvalid:
    """Put faults together as data and as one readable text; the very many are cut short."""
    shown = sorted(set(faults), key=lambda fault: fault.path)[: limits.MOST_FAULTS]
    lines = [f"{fault.path}: {fault.message}" if fault.path else fault.message for fault in shown]
    return PolicyInvalid(
        "\n".join([INTRODUCTION, *lines]), faults=[asdict(fault) for fault in shown]
    )


def _flat(messages: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(messages, Mapping):
        for step, below in messages.items():
            yield from _flat(below, path if step == "_schema" else extended(path, step))
    elif isinstance(messages, list):
        for code in messages:
            yield path, str(code)
    else:
        yield path, str(messages)


def extended(path: str, step: object) -> str:
    """Go one step further down; what people wrote is shown so that it can be read and stored."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    name = str(step)[: limits.LONGEST_ID].encode("utf-8", "replace").decode()
    name = "".join(letter if letter.isprintable() else "?" for letter in name)
    return f"{path}.{name}" if path else name
