"""Lists cut into pages, as every connection of the GraphQL API is."""

import base64
from collections.abc import Callable, Sequence
from typing import Any

from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.refusals import problem

LIMIT = 100


def connection(
    name: str,
    items: Sequence[tuple[str, Callable[[], Node]]],
    *,
    first: int | None = None,
    last: int | None = None,
    after: str | None = None,
    before: str | None = None,
    **_others: Any,
) -> Node:
    """Cut a page out of a list."""
    size = first or last
    if not size:
        message = f"You must provide a `first` or `last` value to properly paginate the `{name}`"
        raise problem(f"{message} connection.")
    if size > LIMIT:
        which = "first" if first else "last"
        message = f"Requesting {size} records on the `{name}` connection exceeds the `{which}`"
        raise problem(f"{message} limit of {LIMIT} records.")
    keys = [_cursor(key) for key, _ in items]
    start = keys.index(after) + 1 if after in keys else 0
    end = keys.index(before) if before in keys else len(items)
    page = range(start, min(start + size, end)) if first else range(max(end - size, start), end)
    shown = [(items[index][1](), keys[index]) for index in page]
    return {
        "totalCount": len(items),
        "edges": [{"node": node, "cursor": cursor} for node, cursor in shown],
        "pageInfo": {
            "hasNextPage": bool(page) and page.stop < len(items),
            "hasPreviousPage": bool(page) and page.start > 0,
            "startCursor": shown[0][1] if shown else None,
            "endCursor": shown[-1][1] if shown else None,
        },
    }


def _cursor(key: str) -> str:
    return base64.b64encode(f'["{key}"]'.encode()).decode()
