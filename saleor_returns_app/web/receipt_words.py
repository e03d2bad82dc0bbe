"""The words of receipts on pages, in the reader's language."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from saleor_returns_app.domain.receipts.payments import PaidBy

_PAID_BY: Mapping[PaidBy, LazyString] = {
    PaidBy.ORIGINAL_PAYMENT: _("Refunded to the original payment"),
    PaidBy.OUTSIDE: _("Given by the shop by other means"),
    PaidBy.STORE_CREDIT: _("Store credit"),
    PaidBy.EXCHANGE: _("Exchanged for another item"),
}


def paid_by_label(how: str) -> str:
    """Say how money was given."""
    return str(_PAID_BY[PaidBy(how)])
