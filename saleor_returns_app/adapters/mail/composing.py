"""A message as a mail: the same message twice gives the same Message-ID."""

from collections.abc import Sequence
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from saleor_returns_app.adapters.mail.trouble import MailRefused
from saleor_returns_app.domain.messages import Attachment, Message

BAD_ADDRESS = (ValueError, IndexError, MessageError)


def sender_of(text: str) -> Address:
    """Read `Name <name@shop.example>`. Raises `ValueError` for anything else."""
    name, address = parseaddr(text)
    try:
        sender = Address(display_name=name, addr_spec=address)
    except BAD_ADDRESS as error:
        raise ValueError(f"'{text}' is not an e-mail address to send from") from error
    if not sender.username or not sender.domain:
        raise ValueError(f"'{text}' is not an e-mail address to send from")
    return sender


def compose(
    message: Message, attachments: Sequence[Attachment], *, sender: Address
) -> EmailMessage:
    """Put a message and its files into one mail. Raises `MailRefused` for a recipient that is none."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = _recipient(message.recipient)
    mail["Subject"] = " ".join(message.subject.split())
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = f"<{message.id}.saleor-returns@{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    for attachment in attachments:
        kind, _, subtype = attachment.media_type.partition("/")
        mail.add_attachment(
            attachment.content, maintype=kind, subtype=subtype, filename=attachment.name
        )
    return mail


def _recipient(address: str) -> Address:
    """Parse one address; a line break or a second address never reaches a header."""
    try:
        recipient = Address(addr_spec=address)
    except BAD_ADDRESS as error:
        raise MailRefused("This is not an e-mail address.") from error
    if not recipient.username or not recipient.domain:
        raise MailRefused("This is not an e-mail address.")
    return recipient
