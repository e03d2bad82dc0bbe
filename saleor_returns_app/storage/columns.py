"""Columns that many tables have."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Column, DateTime
from sqlalchemy.types import Enum, TypeEngine


def words(kind: type[StrEnum]) -> TypeEngine[Any]:
    """Keep an enumeration as its plain words, checked by the domain and readable in the database."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


def moment(name: str, *, nullable: bool = False) -> Column[Any]:
    """Keep a moment with its offset."""
    return Column(name, DateTime(timezone=True), nullable=nullable)
