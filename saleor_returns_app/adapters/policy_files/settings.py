"""The THEN of a rule, and the defaults, as people write them."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, post_load

from saleor_returns_app.adapters.policy_files import limits
from saleor_returns_app.adapters.policy_files.addresses import DEFAULT
from saleor_returns_app.adapters.policy_files.fields import (
    Choice,
    Flag,
    Part,
    Percent,
    PolicyField,
    PolicyPart,
    Several,
    Text,
    Whole,
    amounts,
    is_language,
    refuse,
    values_of,
)
from saleor_returns_app.domain.policy.document import (
    FeeRule,
    Refuse,
    Settings,
    Texts,
    WindowRule,
)
from saleor_returns_app.domain.policy.terms import Outcome, Payer, ReturnMethod, WindowStart

STATUTORY_WINDOW_DAYS = 14
FREE = "free"


class WindowSchema(PolicyPart):
    """`{"days": 30, "from": "delivered"}`."""

    days = Whole(
        required=True,
        least=STATUTORY_WINDOW_DAYS,
        most=limits.LONGEST_WINDOW_DAYS,
        too_small="window_too_short",
    )
    starts = Choice(WindowStart, data_key="from", load_default=WindowStart.DELIVERED)

    @post_load
    def build(self, words: dict[str, Any], **_: object) -> WindowRule:
        """Make the window."""
        return WindowRule(**words)


class FeeSchema(PolicyPart):
    """`{"amounts": […]}` or `{"percent": "5"}`, and who pays."""

    amounts = amounts(may_be_empty=True)
    percent = Percent()
    payer = Choice(Payer, load_default=Payer.CUSTOMER)

    @post_load
    def build(self, words: dict[str, Any], **_: object) -> FeeRule:
        """Make the fee."""
        if ("amounts" in words) == ("percent" in words):
            raise refuse("fee_unclear")
        return FeeRule(tuple(words.get("amounts", ())), words.get("percent", 0), words["payer"])


class FeeField(PolicyField[FeeRule]):
    """A fee, or the word for none."""

    def _deserialize(self, value: object, *_: object, **__: object) -> FeeRule:
        if value == FREE:
            return FeeRule()
        if not isinstance(value, Mapping):
            raise refuse("fee_unclear")
        fee: FeeRule = FeeSchema().load(value)
        return fee


class TextsField(PolicyField[Texts]):
    """One message in several languages: `{"en": "…", "fr": "…"}`."""

    def _deserialize(self, value: object, *_: object, **__: object) -> Texts:
        if not isinstance(value, Mapping):
            raise refuse("not_an_object")
        if not value:
            raise refuse("empty")
        if len(value) > limits.MOST_LANGUAGES:
            raise refuse("too_many")
        found: dict[str, str] = {}
        faults: dict[str | int, Any] = {}
        for language, text in value.items():
            try:
                is_language(language)
                found[language] = str(_MESSAGE.deserialize(text))
            except ValidationError as error:
                faults[language] = error.messages
        if faults:
            raise ValidationError(faults)
        return Texts(found)


_MESSAGE = Text(longest=limits.LONGEST_MESSAGE)


class RefuseSchema(PolicyPart):
    """`{"message": {"en": "…"}}`; the message may be left out."""

    message = TextsField(load_default=Texts)


class SettingsSchema(PolicyPart):
    """What defaults and rules can set."""

    window = Part(WindowSchema)
    fee = FeeField()
    restocking_rate = Percent(data_key="restocking_percent")
    outcomes = Several(Choice(Outcome), most=len(Outcome))
    credit_bonus_rate = Percent(data_key="credit_bonus_percent")
    methods = Several(Choice(ReturnMethod), most=len(ReturnMethod))
    ship_with = Text(may_be_empty=True)
    return_address = Text()
    keep_below = amounts(may_be_empty=True)
    approval = Flag()
    photo = Flag()
    message = Flag()


class ThenSchema(SettingsSchema):
    """What rules can do: set, or refuse."""

    refuse_item = Part(RefuseSchema)
    refuse_order = Part(RefuseSchema)

    @post_load
    def build(self, words: dict[str, Any], **_: object) -> tuple[Settings, Refuse | None]:
        """Make what the rule sets, and its refusal."""
        refusal = _refusal_in(words)
        if not words and not refusal:
            raise refuse("does_nothing")
        return settings_of(words), refusal


def settings_of(words: dict[str, Any]) -> Settings:
    """Make settings from checked words."""
    values = values_of(words)
    if values.get("return_address") == DEFAULT:
        values["return_address"] = ""
    return Settings(**values)


def _refusal_in(words: dict[str, Any]) -> Refuse | None:
    """Take the refusal out of checked words."""
    item, order = words.pop("refuse_item", None), words.pop("refuse_order", None)
    if item and order:
        raise ValidationError({"refuse_order": ["refuses_twice"]})
    found = item or order
    return Refuse(found["message"], whole_order=found is order) if found else None
