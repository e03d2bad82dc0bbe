from dataclasses import replace

from saleor_returns_app.domain.messages import Attachment, Message, MessageKind
from tests.support.orders import NOON

SENDER = "Atelier Écharpe <returns@shop.example>"
LABEL = Attachment("R-2026-000123.pdf", "application/pdf", b"%PDF-1.4 label")


def a_message(**changes: str) -> Message:
    message = Message(
        id="5f0c6b3e-0000-4000-8000-000000000001",
        installation_id="shop-1",
        case_id="case-1",
        kind=MessageKind.LABEL,
        recipient="zoe@example.com",
        subject="Retour R-2026-000123 : votre étiquette",
        text="Bonjour Zoë,\nvoici l’étiquette.\n",
        html="<p>Bonjour Zoë,</p>",
        created_at=NOON,
    )
    return replace(message, **changes)  # type: ignore[arg-type]
