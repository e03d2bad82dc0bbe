"""Where returned goods go, as people write it."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from saleor_returns_app.adapters.policy_files import limits
from saleor_returns_app.adapters.policy_files.fields import (
    IDENTIFIER,
    PolicyField,
    PolicyPart,
    Text,
    is_country,
    refuse,
)
from saleor_returns_app.domain.orders import Address

DEFAULT = "default"
"""What the file calls the address that the domain gives no name."""


def _line(**options: Any) -> Text:
    return Text(load_default="", may_be_empty=True, **options)


class AddressSchema(PolicyPart):
    """A postal address."""

    first_name = _line()
    last_name = _line()
    company = _line()
    street_1 = Text(required=True)
    street_2 = _line()
    city = Text(required=True)
    area = _line()
    postal_code = _line()
    country = Text(required=True, check=is_country)
    phone = _line()


def address_from(words: Mapping[str, Any]) -> Address:
    """Read an address."""
    return Address(**AddressSchema().load(words))


class AddressesField(PolicyField[dict[str, Address]]):
    """Addresses by name."""

    def _deserialize(self, value: object, *_: object, **__: object) -> dict[str, Address]:
        if not isinstance(value, Mapping):
            raise refuse("not_an_object")
        if len(value) > limits.MOST_ADDRESSES:
            raise refuse("too_many")
        found, faults = {}, {}
        for name, words in value.items():
            try:
                known_as = _named(name)
                found[known_as] = _address(words)
            except ValidationError as error:
                faults[name] = error.messages
        if faults:
            raise ValidationError(faults)
        return found


def _named(name: str) -> str:
    if not IDENTIFIER.fullmatch(name):
        raise refuse("bad_id")
    if len(name) > limits.LONGEST_ID:
        raise refuse("too_long")
    return "" if name == DEFAULT else name


def _address(words: object) -> Address:
    if not isinstance(words, Mapping):
        raise refuse("not_an_object")
    return address_from(words)
