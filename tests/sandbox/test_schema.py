"""The sandbox's schema is a true part of every real one."""

import re
from typing import Any

import pytest
from graphql import (
    DefinitionNode,
    assert_valid_schema,
    build_schema,
    parse,
    print_ast,
    print_schema,
)

from saleor_returns_app.sandbox.saleor.schema import ADDITIONS, source
from tests.support.shared import shared_path

Definitions = dict[str, DefinitionNode]


def _definitions(text: str) -> Definitions:
    return {_name(node): node for node in parse(text, no_location=True).definitions}


def _name(node: Any) -> str:
    return str(node.name.value) if getattr(node, "name", None) else ""


VERSIONS = {"3.21": (3, 21, 69), "3.22": (3, 22, 67), "3.23": (3, 23, 28), "main": (3, 24)}


def ours_of(release: tuple[int, ...]) -> Definitions:
    """Return the definitions of the pretend Saleor of a version, its additions merged."""
    return _definitions(print_schema(build_schema(source(release))))


def real(version: str, ours: Definitions) -> Definitions:
    """Return the definitions of a real schema that bear a name of ours; all of it takes long."""
    text = shared_path("saleor", f"schema-{version}.graphql").read_text(encoding="utf-8")
    found = re.finditer(
        r"^(?:type|interface|input|enum) (\w+)[^\n]*\{\n.*?^\}|^(?:union|scalar) (\w+)[^\n]*",
        text,
        re.M | re.S,
    )
    wanted = [match[0] for match in found if (match[1] or match[2]) in ours]
    return _definitions("\n".join(wanted))


class TestSchema:
    def test_is_valid(self) -> None:
        for release in [(3, 21), *ADDITIONS]:
            assert_valid_schema(build_schema(source(release)))

    @pytest.mark.parametrize("version", VERSIONS)
    def test_is_part_of_the_real_one(self, version: str) -> None:
        ours = ours_of(VERSIONS[version])
        theirs = real(version, ours)

        assert len(ours) > 100
        strange = [
            complaint
            for name, node in ours.items()
            if name
            for complaint in _strange(name, node, theirs.get(name))
        ]

        assert strange == []


def _strange(name: str, own: Any, other: Any) -> list[str]:
    if type(own) is not type(other):
        return [name]
    found = [
        f"{name}: {part}"
        for attribute in ("values", "types", "interfaces")
        for part in _names(own, attribute) - _names(other, attribute)
    ]
    theirs = {field.name.value: field for field in getattr(other, "fields", None) or ()}
    for field in getattr(own, "fields", None) or ():
        found += _strange_field(name, field, theirs.pop(field.name.value, None))
    if own.kind == "input_object_type_definition":
        found += [f"{name} lacks {key}" for key, f in theirs.items() if _is_required(f)]
    return found


def _names(node: Any, attribute: str) -> set[str]:
    return {item.name.value for item in getattr(node, attribute, None) or ()}


def _strange_field(name: str, own: Any, other: Any) -> list[str]:
    key = f"{name}.{own.name.value}"
    # What is not always there in one version may be in another: the weaker promise is true of both.
    if other is None or print_ast(own.type) not in {print_ast(other.type), _loose(other)}:
        return [key]
    theirs = {item.name.value: item for item in getattr(other, "arguments", None) or ()}
    found = []
    for argument in getattr(own, "arguments", None) or ():
        real_one = theirs.pop(argument.name.value, None)
        # Where a version lets an argument be left out, the sandbox may insist on it.
        if real_one is None or _loose(argument) != _loose(real_one):
            found.append(f"{key}({argument.name.value})")
    return found + [f"{key} lacks {item}" for item, node in theirs.items() if _is_required(node)]


def _loose(argument: Any) -> str:
    return print_ast(argument.type).rstrip("!")


def _is_required(node: Any) -> bool:
    return bool(node.type.kind == "non_null_type" and node.default_value is None)
