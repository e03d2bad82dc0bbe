"""GraphQL texts: each operation in a file of its own, with the fragments that it spreads.

Saleor refuses a document that carries a fragment it does not use, and fails a whole install for one unknown field, so a
document is put together from exactly the fragments that it needs.
"""

from functools import cache
from importlib.resources import files

from graphql import DocumentNode, FragmentSpreadNode, Visitor, parse, visit


class _Spreads(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: object) -> None:
        self.names.add(node.name.value)


@cache
def document(package: str, name: str) -> str:
    """Return the operation `name` of `package` with every fragment that it needs, ready to be sent."""
    return _with_fragments(_text(package, name))


def operation_names(package: str) -> list[str]:
    """Name the operations that a package holds."""
    return sorted(
        entry.name.removesuffix(".graphql")
        for entry in files(package).iterdir()
        if entry.name.endswith(".graphql")
    )


def _with_fragments(text: str) -> str:
    return "\n".join([text, *(_text(f"{__name__}.fragments", name) for name in _needed(text))])


def _needed(text: str) -> list[str]:
    found: set[str] = set()
    waiting = _spreads_in(parse(text))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting |= _spreads_in(parse(_text(f"{__name__}.fragments", name)))
    return sorted(found)


def _spreads_in(node: DocumentNode) -> set[str]:
    spreads = _Spreads()
    visit(node, spreads)
    return spreads.names


@cache
def _text(package: str, name: str) -> str:
    return files(package).joinpath(f"{name}.graphql").read_text(encoding="utf-8")
