"""A receipt as a file: the content, its signature, and beside them the holder's name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from saleor_returns_app.domain.receipts.canonical import canonical, read_canonical
from saleor_returns_app.domain.receipts.content import FORMAT, Content, Holder
from saleor_returns_app.domain.receipts.keys import PublicKeys, from_url_safe, url_safe

ALGORITHM = "Ed25519"
# Behind the end of the PDF, where readers look no more: everything before `ed25519=` is signed.
_SEAL = re.compile(
    rb"%saleor-returns-receipt kid=([\w-]{1,100}) json=(\d{1,9})\+(\d{1,9}) ed25519=([\w-]{1,200})\n\Z"
)
_LONGEST_SEAL = 500

Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes, bytes], bool]


class ReceiptRefused(Exception):
    """This is not a receipt as it was signed."""

    code = "refused"


class NotAReceipt(ReceiptRefused):
    """This file is not a receipt of Saleor Returns."""

    code = "not_a_receipt"


class FormatUnknown(ReceiptRefused):
    """This receipt has a format that this version does not know."""

    code = "format_unknown"


class KeyNotListed(ReceiptRefused):
    """This receipt names a key that is not among the published keys."""

    code = "key_not_listed"


class Changed(ReceiptRefused):
    """This file was changed after it was signed."""

    code = "changed"


@dataclass(frozen=True)
class Envelope:
    """A receipt's content with its proof; without a `holder` it names nobody."""

    content: Content
    key_id: str
    signature: str
    holder: Holder | None = None

    def to_bytes(self) -> bytes:
        """Write the file."""
        words: dict[str, Any] = {
            "receipt": self.content,
            "signature": {"alg": ALGORITHM, "kid": self.key_id, "value": self.signature},
        }
        if self.holder is not None:
            words["holder"] = {"name": self.holder.name, "salt": self.holder.salt}
        return canonical(words)


def seal(content: Content, holder: Holder | None, *, key_id: str, sign: Sign) -> Envelope:
    """Sign a content."""
    return Envelope(content, key_id, url_safe(sign(canonical(content))), holder)


def seal_pdf(pdf: bytes, *, envelope: bytes, key_id: str, sign: Sign) -> bytes:
    """Sign a PDF that has the receipt's file inside, word for word."""
    place = f"{pdf.index(envelope)}+{len(envelope)}"
    signed = pdf + f"%saleor-returns-receipt kid={key_id} json={place}".encode()
    return signed + f" ed25519={url_safe(sign(signed))}\n".encode()


def examine(data: bytes, keys: PublicKeys, verify: Verify) -> Envelope:
    """Return what a genuine file says, JSON or PDF. Raises `ReceiptRefused` for any other."""
    if data.startswith(b"%PDF-"):
        return _examine_pdf(data, keys, verify)
    return _examine_json(data, keys, verify)


def _examine_json(data: bytes, keys: PublicKeys, verify: Verify) -> Envelope:
    envelope = _read(data)
    key = _listed(envelope.key_id, keys)
    if not _is_signed(key, canonical(envelope.content), envelope.signature, verify):
        raise Changed
    named = envelope.holder.digest if envelope.holder else None
    if named is not None and named != envelope.content.get("holder"):
        raise Changed
    if envelope.content.get("format") != FORMAT:
        raise FormatUnknown
    return envelope


def _examine_pdf(data: bytes, keys: PublicKeys, verify: Verify) -> Envelope:
    found = _SEAL.search(data, max(0, len(data) - _LONGEST_SEAL))
    if found is None:
        raise NotAReceipt
    key = _listed(found[1].decode(), keys)
    signed = data[: found.start(4) - len(b" ed25519=")]
    if not _is_signed(key, signed, found[4].decode(), verify):
        raise Changed
    first, length = int(found[2]), int(found[3])
    return _examine_json(data[first : first + length], keys, verify)


def _read(data: bytes) -> Envelope:
    try:
        words = read_canonical(data)
    except ValueError as error:
        is_ours = FORMAT.encode() in data or b'"receipt"' in data
        raise (Changed if is_ours else NotAReceipt) from error
    try:
        return _envelope(words)
    except (KeyError, TypeError, ValueError) as error:
        raise NotAReceipt from error


def _envelope(words: dict[str, Any]) -> Envelope:
    """Take the file apart, and take none with anything more in it: it would not be signed."""
    content, signature, holder = words["receipt"], words["signature"], words.get("holder")
    again = Envelope(
        content,
        str(signature["kid"]),
        str(signature["value"]),
        Holder(str(holder["name"]), str(holder["salt"])) if holder else None,
    )
    if not isinstance(content, dict) or again.to_bytes() != canonical(words):
        raise ValueError("not a receipt's file")
    return again


def _listed(key_id: str, keys: PublicKeys) -> bytes:
    if key_id not in keys:
        raise KeyNotListed
    return keys[key_id]


def _is_signed(key: bytes, signed: bytes, signature: str, verify: Verify) -> bool:
    try:
        return verify(key, signed, from_url_safe(signature))
    except ValueError:
        return False
