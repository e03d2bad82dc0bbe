"""How the pretend Saleor refuses: in a mutation's errors, or as a problem of the whole request."""

from typing import Any

from graphql import GraphQLError


class Refused(Exception):
    """A mutation's input is not accepted; its answer says why."""

    def __init__(self, field: str | None, message: str, code: str, **more: Any) -> None:
        super().__init__(message)
        self.errors: list[dict[str, Any]] = []
        self.add(field, message, code, **more)

    def add(self, field: str | None, message: str, code: str, **more: Any) -> "Refused":
        """Add a further reason."""
        self.errors.append({"field": field, "message": message, "code": code, **more})
        return self


class Crash(Exception):
    """Saleor itself breaks: all that the caller learns is the name of the exception."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class PermissionDenied(GraphQLError):
    """The caller may not see or do this."""

    def __init__(self, permissions: list[str]) -> None:
        names = ", ".join(permissions)
        super().__init__(
            f"To access this path, you need one of the following permissions: {names}",
            extensions={"exception": {"code": "PermissionDenied"}},
        )


def problem(message: str, code: str = "GraphQLError") -> GraphQLError:
    """Make an error that stands beside the data."""
    return GraphQLError(message, extensions={"exception": {"code": code}})


def not_found(field: str, global_id: str, code: str = "NOT_FOUND") -> Refused:
    """Say that there is nothing with this id."""
    return Refused(field, f"Couldn't resolve to a node: {global_id}", code)
