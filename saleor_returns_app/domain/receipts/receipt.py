"""The receipt of a settlement, as it is kept: written once, never again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from saleor_returns_app.domain.receipts.content import Content, Holder
from saleor_returns_app.domain.receipts.envelope import Envelope


@dataclass(eq=False)
class SettlementReceipt:
    """The receipt of one case's settlement. `holder` goes when its customer is forgotten."""

    id: str
    installation_id: str
    case_id: str
    content: Content
    key_id: str
    signature: str
    issued_at: datetime
    holder_name: str = ""
    holder_salt: str = ""

    @property
    def holder(self) -> Holder | None:
        """Whose it is, as long as that is known."""
        return Holder(self.holder_name, self.holder_salt) if self.holder_name else None

    @property
    def envelope(self) -> Envelope:
        """The receipt with its proof."""
        return Envelope(self.content, self.key_id, self.signature, self.holder)

    @property
    def paper_id(self) -> str:
        """Name the file of its PDF; the one that names nobody is another."""
        kind = "named" if self.holder_name else "nameless"
        return str(uuid5(NAMESPACE_URL, f"receipt-paper:{self.case_id}:{kind}"))

    def forget_holder(self) -> None:
        """Name nobody from now on; the signed content never did."""
        self.holder_name = self.holder_salt = ""


def receipt_id(case_id: str) -> str:
    """Name the receipt of a case: always the same, and not to be guessed."""
    return str(uuid5(NAMESPACE_URL, f"receipt:{case_id}"))


def kept(
    id: str, *, installation_id: str, case_id: str, envelope: Envelope, issued_at: datetime
) -> SettlementReceipt:
    """Keep a sealed receipt."""
    return SettlementReceipt(
        id=id,
        installation_id=installation_id,
        case_id=case_id,
        content=envelope.content,
        key_id=envelope.key_id,
        signature=envelope.signature,
        issued_at=issued_at,
        holder_name=envelope.holder.name if envelope.holder else "",
        holder_salt=envelope.holder.salt if envelope.holder else "",
    )
