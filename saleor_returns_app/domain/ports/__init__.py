"""What the use cases need from outside, as protocols: one module for each topic."""

from saleor_returns_app.domain.ports.credits import (
    CardCodes,
    Exchanges,
    MoneyRulebook,
    StoreCredits,
)
from saleor_returns_app.domain.ports.files import Files, FileStore, Paper, Pictures, StoredFile
from saleor_returns_app.domain.ports.inbox import Inbox, KnownShop, ShopChanged
from saleor_returns_app.domain.ports.jobs import (
    AskForJobs,
    Defer,
    JobCall,
    JobWaits,
    ParkedJob,
    ParkedJobs,
)
from saleor_returns_app.domain.ports.mail import Letters, Mailer
from saleor_returns_app.domain.ports.orders import Deliveries, OrderFeeds, Orders
from saleor_returns_app.domain.ports.outside import PublicDoor
from saleor_returns_app.domain.ports.parcels import (
    CarrierConnections,
    CarrierDeliveries,
    Parcels,
)
from saleor_returns_app.domain.ports.policies import (
    PastOrders,
    Policies,
    PolicyDrafts,
    PolicyFiles,
    PolicyReplays,
)
from saleor_returns_app.domain.ports.receipts import Notary, ReceiptKeys, ReceiptPaper, Receipts
from saleor_returns_app.domain.ports.restocking import Restocks
from saleor_returns_app.domain.ports.returns import (
    Messages,
    Operations,
    ReturnFilter,
    ReturnPage,
    ReturnRow,
    Returns,
)
from saleor_returns_app.domain.ports.saleor import (
    KeyUnknown,
    OwnApp,
    Saleor,
    SaleorGate,
    Signatures,
    StaffClaims,
)
from saleor_returns_app.domain.ports.saleor_money import (
    SaleorExchanges,
    SaleorGiftCards,
    SaleorRefunds,
    SaleorStocks,
)
from saleor_returns_app.domain.ports.sealing import Sealer
from saleor_returns_app.domain.ports.settlements import (
    Differences,
    Drawer,
    MoneyFilter,
    MoneyPage,
    MoneyRow,
    Settlements,
)
from saleor_returns_app.domain.ports.shipping import Carrier, CarrierHook, Carriers, PackingSlips
from saleor_returns_app.domain.ports.shops import (
    DatabaseWord,
    HealthBook,
    Installations,
    Problems,
    RateLimiter,
)
from saleor_returns_app.domain.ports.store import Store, Transaction

__all__ = [
    "AskForJobs",
    "CardCodes",
    "Carrier",
    "CarrierConnections",
    "CarrierDeliveries",
    "CarrierHook",
    "Carriers",
    "DatabaseWord",
    "Defer",
    "Deliveries",
    "Differences",
    "Drawer",
    "Exchanges",
    "FileStore",
    "Files",
    "HealthBook",
    "Inbox",
    "Installations",
    "JobCall",
    "JobWaits",
    "KeyUnknown",
    "KnownShop",
    "Letters",
    "Mailer",
    "Messages",
    "MoneyFilter",
    "MoneyPage",
    "MoneyRow",
    "MoneyRulebook",
    "Notary",
    "Operations",
    "OrderFeeds",
    "Orders",
    "OwnApp",
    "PackingSlips",
    "Paper",
    "Parcels",
    "ParkedJob",
    "ParkedJobs",
    "PastOrders",
    "Pictures",
    "Policies",
    "PolicyDrafts",
    "PolicyFiles",
    "PolicyReplays",
    "Problems",
    "PublicDoor",
    "RateLimiter",
    "ReceiptKeys",
    "ReceiptPaper",
    "Receipts",
    "Restocks",
    "ReturnFilter",
    "ReturnPage",
    "ReturnRow",
    "Returns",
    "Saleor",
    "SaleorExchanges",
    "SaleorGate",
    "SaleorGiftCards",
    "SaleorRefunds",
    "SaleorStocks",
    "Sealer",
    "Settlements",
    "ShopChanged",
    "Signatures",
    "StaffClaims",
    "Store",
    "StoreCredits",
    "StoredFile",
    "Transaction",
]
