"""A whole policy of format 2."""

from dataclasses import replace
from typing import Any

from marshmallow import ValidationError, post_load, validates_schema

from saleor_returns_app.adapters.policy_files import limits
from saleor_returns_app.adapters.policy_files.addresses import AddressesField
from saleor_returns_app.adapters.policy_files.conditions import ConditionField
from saleor_returns_app.adapters.policy_files.fields import (
    IDENTIFIER,
    Choice,
    Flag,
    Part,
    PolicyPart,
    Several,
    Text,
    Whole,
    fits,
    is_language,
    is_time_zone,
    values_of,
)
from saleor_returns_app.adapters.policy_files.settings import (
    SettingsSchema,
    ThenSchema,
    settings_of,
)
from saleor_returns_app.domain.policy.conditions import ALWAYS
from saleor_returns_app.domain.policy.document import (
    DEFAULTS,
    Informed,
    PolicyDocument,
    Rule,
    Settings,
)
from saleor_returns_app.domain.policy.terms import ReturnReason, Source


class RuleSchema(PolicyPart):
    """IF `when` THEN `then`."""

    id = Text(required=True, longest=limits.LONGEST_ID, check=fits(IDENTIFIER, "bad_id"))
    name = Text(required=True, longest=limits.LONGEST_NAME)
    is_on = Flag(data_key="on", load_default=True)
    source = Choice(Source, load_default=Source.ANY)
    when = ConditionField(load_default=ALWAYS)
    then = Part(ThenSchema, required=True)

    @post_load
    def build(self, words: dict[str, Any], **_: object) -> Rule:
        """Make the rule."""
        words["then"], words["refuse"] = words["then"]
        return Rule(**words)


class InformedSchema(PolicyPart):
    """What the shop tells consumers before they buy."""

    of_withdrawal = Flag(load_default=True)
    of_return_cost = Flag(load_default=True)

    @post_load
    def build(self, words: dict[str, Any], **_: object) -> Informed:
        """Make the statement."""
        return Informed(**words)


class DefaultsSchema(SettingsSchema):
    """What holds where no rule says otherwise; what is left out is as for every shop."""

    @post_load
    def build(self, words: dict[str, Any], **_: object) -> Settings:
        """Make the settings, all of them."""
        given = settings_of(words)
        return replace(DEFAULTS, **{name: getattr(given, name) for name in words})


class PolicySchema(PolicyPart):
    """A policy; what is left out takes the value that every shop starts with."""

    format = Whole(required=True)
    time_zone = Text(check=is_time_zone)
    languages = Several(Text(check=is_language), most=limits.MOST_LANGUAGES)
    informed = Part(InformedSchema)
    reasons = Several(Choice(ReturnReason), most=len(ReturnReason))
    message_needed_for = Several(Choice(ReturnReason), most=len(ReturnReason), may_be_empty=True)
    return_addresses = AddressesField()
    defaults = Part(DefaultsSchema)
    rules = Several(Part(RuleSchema), most=limits.MOST_RULES, may_be_empty=True, same=id)

    @validates_schema
    def check_ids(self, words: dict[str, Any], **_: object) -> None:
        """Every rule has an id of its own."""
        ids = [rule.id for rule in words.get("rules", ())]
        first = {rule: place for place, rule in reversed(list(enumerate(ids)))}
        faults = {
            place: {"id": ["id_twice"]} for place, rule in enumerate(ids) if first[rule] != place
        }
        if faults:
            raise ValidationError({"rules": faults})

    @validates_schema
    def check_addresses(self, words: dict[str, Any], **_: object) -> None:
        """Every address that is named exists; the shop's own always does."""
        known = {"", None, *words.get("return_addresses", {})}
        faults: dict[str, Any] = {}
        defaults = words.get("defaults")
        if defaults and defaults.return_address not in known:
            faults["defaults"] = {"return_address": ["unknown_address"]}
        rules = {
            place: {"then": {"return_address": ["unknown_address"]}}
            for place, rule in enumerate(words.get("rules", ()))
            if rule.then.return_address not in known
        }
        if faults or rules:
            raise ValidationError(faults | ({"rules": rules} if rules else {}))

    @post_load
    def build(self, words: dict[str, Any], **_: object) -> PolicyDocument:
        """Make the policy."""
        del words["format"]
        return PolicyDocument(**values_of(words))
