"""The refund as arithmetic, as the rest of the app uses it; `refunds` holds how it is done."""

from saleor_returns_app.domain.refunds.caps import (
    credited_by_others as credited_by_others,
)
from saleor_returns_app.domain.refunds.caps import is_whole_order as is_whole_order
from saleor_returns_app.domain.refunds.caps import still_refundable as still_refundable
from saleor_returns_app.domain.refunds.causes import CauseCode as CauseCode
from saleor_returns_app.domain.refunds.causes import PartCause as PartCause
from saleor_returns_app.domain.refunds.computing import break_down as break_down
from saleor_returns_app.domain.refunds.computing import compute as compute
from saleor_returns_app.domain.refunds.parts import BreakdownPart as BreakdownPart
from saleor_returns_app.domain.refunds.parts import PartKind as PartKind
from saleor_returns_app.domain.refunds.parts import RefundBreakdown as RefundBreakdown
from saleor_returns_app.domain.refunds.plain import breakdown_from as breakdown_from
from saleor_returns_app.domain.refunds.plain import canonical_breakdown as canonical_breakdown
from saleor_returns_app.domain.refunds.plain import plain_breakdown as plain_breakdown
from saleor_returns_app.domain.refunds.terms import Charge as Charge
from saleor_returns_app.domain.refunds.terms import Deduction as Deduction
from saleor_returns_app.domain.refunds.terms import Delivery as Delivery
from saleor_returns_app.domain.refunds.terms import PaidBefore as PaidBefore
from saleor_returns_app.domain.refunds.terms import Rates as Rates
from saleor_returns_app.domain.refunds.terms import RefundInputs as RefundInputs
from saleor_returns_app.domain.refunds.terms import RefundTerms as RefundTerms
from saleor_returns_app.domain.refunds.terms import Units as Units
