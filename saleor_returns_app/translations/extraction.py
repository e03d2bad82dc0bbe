"""Collects the words of Python files: what is marked with gettext, and the sentences of refusals.

The rules raise refusals and know no gettext; what a person reads is the first line of the class's
docstring, or the sentence that it is raised with. The same goes for the problems noted on a case, and
for what `sentence` marks. All of them are translated where they are shown.
"""

import ast
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.extract import extract_python

ROOT = Path(__file__).parents[2]
PROBLEM_TELLERS = frozenset({"label_failed", "refund_failed"})
MARKER = "sentence"
PACKAGES = ("saleor_returns_app", "webhooks", "manifest")

Found = tuple[Any, ...]


def extract(
    file: BinaryIO,
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[Found]:
    """Find the words of one file; a method for `babel.cfg`."""
    source = file.read()
    yield from extract_python(BytesIO(source), keywords, comment_tags, {**options})  # type: ignore[typeddict-item]
    for node in ast.walk(ast.parse(source)):
        sentence = _sentence_of(node)
        if sentence is not None:
            yield getattr(node, "lineno", 0), None, sentence, []


def _sentence_of(node: ast.AST) -> str | None:
    if isinstance(node, ast.ClassDef) and node.name in _refusals():
        return (ast.get_docstring(node) or "").splitlines()[0]
    if not isinstance(node, ast.Call) or not node.args:
        return None
    told = node.args[0]
    if _tells_people(node.func) and isinstance(told, ast.Constant):
        return str(told.value)
    return None


def _tells_people(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        return called.attr in PROBLEM_TELLERS
    return isinstance(called, ast.Name) and (called.id == MARKER or called.id in _refusals())


@cache
def _refusals() -> frozenset[str]:
    """Name the classes that are refusals: they have a docstring and a stable code."""
    return frozenset(
        node.name
        for package in PACKAGES
        for file in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.ClassDef) and ast.get_docstring(node) and _has_code(node)
    )


def _has_code(node: ast.ClassDef) -> bool:
    return any(_is_code(statement) for statement in node.body)


def _is_code(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return False
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    named = any(isinstance(target, ast.Name) and target.id == "code" for target in targets)
    value = statement.value
    return named and isinstance(value, ast.Constant) and isinstance(value.value, str)
