"""The store in memory, for tests without a database."""

from tests.support.memory_store.store import MemoryStore

__all__ = ["MemoryStore"]
