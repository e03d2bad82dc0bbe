"""The rules compute with whole numbers, and are told the time."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import saleor_returns_app

PACKAGE = Path(saleor_returns_app.__file__).parent
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter"}
CLOCK_OWNERS = {"datetime", "date", "time"}


def nodes_of(*folders: str) -> Iterator[tuple[str, ast.AST]]:
    """Walk through the code of some folders."""
    for folder in folders:
        for file in sorted((PACKAGE / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                yield f"{file.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}", node


def is_float(node: ast.AST) -> bool:
    """Whether a float is made here, or may be: written down, asked for, or by a true division."""
    match node:
        case ast.Constant(value=float()):
            return True
        case ast.Call(func=ast.Name(id="float")):
            return True
        case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
            return True
    return False


def reads_the_clock(node: ast.AST) -> bool:
    """Whether the time is read here."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)):
            return owner in CLOCK_OWNERS and name in CLOCKS
        case ast.Call(func=ast.Attribute(value=ast.Attribute(attr=owner), attr=name)):
            return owner in CLOCK_OWNERS and name in CLOCKS
    return False


class TestTheDomain:
    def test_has_no_float(self) -> None:
        walked = list(nodes_of("domain"))

        assert len(walked) > 1000
        assert [place for place, node in walked if is_float(node)] == []

    @pytest.mark.parametrize("code", ["0.1", "float(x)", "a / b"])
    def test_would_be_caught_with_one(self, code: str) -> None:
        assert any(is_float(node) for node in ast.walk(ast.parse(code)))


class TestRulesAndUseCases:
    def test_read_no_clock(self) -> None:
        walked = nodes_of("domain", "use_cases")

        assert [place for place, node in walked if reads_the_clock(node)] == []

    @pytest.mark.parametrize(
        "code", ["datetime.now(UTC)", "datetime.datetime.utcnow()", "time.time()", "date.today()"]
    )
    def test_would_be_caught_with_one(self, code: str) -> None:
        assert any(reads_the_clock(node) for node in ast.walk(ast.parse(code)))
