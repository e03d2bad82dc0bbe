"""The keys that receipts are signed with: made when needed, changed on an operator's word."""

from datetime import datetime
from typing import Any

from saleor_returns_app.domain.ports import Notary, Store, Transaction
from saleor_returns_app.domain.receipts.keys import ReceiptKey, key_set, read_key_set


def signing_key(store: Store, *, at: datetime, notary: Notary) -> ReceiptKey:
    """Return the key that signs; make one where there is none, or none that can be read."""
    key = store.receipt_keys.current()
    if key is not None and key.private:
        return key
    if key is not None:
        key.retire(at=at)
    return store.receipt_keys.add_unless_there(notary.new_key(at=at))


def rotate_key(*, at: datetime, notary: Notary, transaction: Transaction) -> ReceiptKey:
    """Sign with a new key from now on; the old ones are listed and valid still."""
    with transaction() as store:
        key = store.receipt_keys.current()
        if key is not None:
            key.retire(at=at)
        return store.receipt_keys.add_unless_there(notary.new_key(at=at))


def published_keys(*, transaction: Transaction) -> dict[str, Any]:
    """List the public half of every key that ever signed, as a JSON Web Key Set."""
    with transaction() as store:
        return key_set(store.receipt_keys.all())


def public_keys(*, transaction: Transaction) -> dict[str, bytes]:
    """Return the public keys to check receipts with; there may be none yet."""
    published = published_keys(transaction=transaction)
    return read_key_set(published) if published["keys"] else {}
