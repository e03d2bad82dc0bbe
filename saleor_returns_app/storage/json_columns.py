"""Values of the domain kept whole in one JSON column."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Any, Generic, TypeVar, get_args, get_origin

import cattrs
from cattrs.strategies import configure_union_passthrough
from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

T = TypeVar("T")


def _is_tuple_of_one_kind(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[1:] == (Ellipsis,)


def _is_set_of_words(kind: Any) -> bool:
    return bool(get_origin(kind) is frozenset)


def _tuple_reader(kind: Any) -> Callable[[Any, Any], tuple[Any, ...]]:
    """Look up once how an item is read: orders are mostly tuples, and are read by the thousand."""
    item = get_args(kind)[0]
    read = converter.get_structure_hook(item)
    return lambda values, _: tuple([read(value, item) for value in values])


converter = cattrs.Converter(
    forbid_extra_keys=False,
    detailed_validation=False,
    unstruct_collection_overrides={AbstractSet: sorted},
)
converter.register_unstructure_hook(datetime, lambda moment: moment.isoformat())
converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
converter.register_unstructure_hook(date, lambda day: day.isoformat())
converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
converter.register_structure_hook_factory(_is_tuple_of_one_kind, _tuple_reader)
converter.register_unstructure_hook_func(_is_set_of_words, sorted)
configure_union_passthrough(str | int | bool | None, converter)


class AsJson(TypeDecorator[T], Generic[T]):
    """Keep a frozen value of the given type as JSON; fields added later take their defaults."""

    impl = JSONB
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__(none_as_null=True)
        self.kind = kind

    def process_bind_param(self, value: T | None, dialect: Dialect) -> Any:
        """Turn the value into what JSON can hold."""
        return None if value is None else converter.unstructure(value, unstructure_as=self.kind)

    def process_result_value(self, value: Any, dialect: Dialect) -> T | None:
        """Build the value again."""
        return None if value is None else converter.structure(value, self.kind)
