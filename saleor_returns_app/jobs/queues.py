"""The queues: one for each kind of peer, so that a slow one does not hold up the rest."""

from enum import StrEnum


class Queue(StrEnum):
    """Where a job waits. A worker serves all of them unless it is told otherwise."""

    INBOX = "inbox"
    SALEOR = "saleor"
    CARRIER = "carrier"
    MAIL = "mail"
    POLICY = "policy"
    UPKEEP = "upkeep"
