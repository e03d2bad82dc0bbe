"""Mails to customers: what was said, to whom, and whether it went out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MessageKind(StrEnum):
    """What a mail is about."""

    RETURN_REQUESTED = "return_requested"
    LABEL = "label"
    APPROVED = "approved"
    REJECTED = "rejected"
    HANDED_IN = "handed_in"
    RECEIVED = "received"
    REMINDER = "reminder"
    EXPIRED = "expired"
    AMOUNTS_CHANGED = "amounts_changed"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"
    STORE_CREDIT = "store_credit"
    EXCHANGE_DUE = "exchange_due"
    EXCHANGED = "exchanged"


@dataclass(eq=False)
class Message:
    """A mail as it is sent. Its id makes its Message-ID, so that a repetition can be recognised."""

    id: str
    installation_id: str
    case_id: str
    kind: MessageKind
    recipient: str
    subject: str
    text: str
    html: str
    created_at: datetime
    attachment_id: str = ""
    attachment_name: str = ""
    sent_at: datetime | None = None


@dataclass(frozen=True)
class Words:
    """A mail's words before they are addressed to anybody."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes
