"""A return walked through by its use cases, as far as a test wants it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import text

from saleor_returns_app.domain.case_events import Actor, ActorKind
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.quotes import Quote, Selection
from saleor_returns_app.domain.return_request import ReturnLine, ReturnRequest
from saleor_returns_app.sandbox.faults import Call
from saleor_returns_app.use_cases.portal.open_return_request import open_return_request
from saleor_returns_app.use_cases.portal.order_access import Access, find_order
from saleor_returns_app.use_cases.portal.order_view import view_order
from saleor_returns_app.use_cases.portal.quote_return import quote_return
from saleor_returns_app.use_cases.returns.receive_parcel import receive_parcel
from saleor_returns_app.use_cases.returns.settle_return import refund_return
from tests.support.flat_policies import CountryFee, FlatPolicy
from tests.support.sandbox import PlacedOrder, a_line
from tests.support.whole_app import WholeApp

CLERK = Actor(ActorKind.STAFF, "clerk@example.com")
SEED_POLICY = FlatPolicy(
    fees=(CountryFee("FR", Money(500, "EUR")),),
    outcomes=(Outcome.REFUND, Outcome.STORE_CREDIT),
    return_address=Address(
        company="Maison Fil", street_1="1 rue des Fils", city="Lyon", country="FR"
    ),
)


def now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


@dataclass
class Walk:
    """One return's way. The seed case unless told otherwise: 32.73 + 6.00 - 5.00 = 33.73."""

    app: WholeApp

    def order(self) -> PlacedOrder:
        """Place the seed order under the seed policy."""
        self.app.publish(SEED_POLICY)
        order = self.app.saleor.place_order([a_line(unit="32.73")], shipping="6.00")
        self.app.settle()
        return order

    def enter(self, order: PlacedOrder) -> Access:
        """Let the shopper in."""
        services = self.app.parts.services
        return find_order(
            self.app.shop.slug,
            number=order.number,
            proof=order.email,
            client="192.0.2.1",
            at=now(),
            saleor=services.saleor,
            sealer=services.sealer,
            transaction=services.transaction,
        )

    def quote(self, access: Access, *, method: ReturnMethod = ReturnMethod.DROP_OFF) -> Quote:
        """Choose everything that may come back."""
        services = self.app.parts.services
        view = view_order(access.order_id, at=now(), transaction=services.transaction)
        lines = tuple(
            ReturnLine(line.line_id, line.returnable, ReturnReason.TOO_SMALL)
            for line in view.decision.lines
            if line.returnable
        )
        return quote_return(
            access.order_id,
            Selection(lines, Outcome.REFUND, method),
            at=now(),
            sealer=services.sealer,
            transaction=services.transaction,
        )

    def confirm(self, access: Access, quote: Quote) -> ReturnRequest:
        """Make a return of the quote."""
        services = self.app.parts.services
        return open_return_request(
            quote.token,
            order_id=access.order_id,
            at=now(),
            sealer=services.sealer,
            letters=services.letters,
            transaction=services.transaction,
        )

    def to_the_goods(self) -> tuple[ReturnRequest, PlacedOrder]:
        """Go on until the goods are here."""
        order = self.order()
        access = self.enter(order)
        case = self.confirm(access, self.quote(access))
        self.app.settle()
        services = self.app.parts.services
        receive_parcel(
            self.app.shop.id, case.number, at=now(), by=CLERK, transaction=services.transaction
        )
        self.app.settle()
        return case, order

    def to_the_money(self) -> tuple[ReturnRequest, PlacedOrder]:
        """Go on until the refund is ordered."""
        case, order = self.to_the_goods()
        self.refund(case)
        self.app.settle()
        return case, order

    def refund(self, case: ReturnRequest) -> None:
        """Have the refund paid."""
        transaction = self.app.parts.services.transaction
        refund_return(self.app.shop.id, case.number, at=now(), by=CLERK, transaction=transaction)

    def requests(self) -> list[Call]:
        """List the calls by which a refund was asked for."""
        field = "transactionRequestRefundForGrantedRefund"
        return [call for call in self.app.saleor.calls.log if field in call.fields]

    def staff_refund(self, order: PlacedOrder, amount: str) -> None:
        """Let staff refund by hand in Saleor."""
        query = """
          mutation ($id: ID!, $amount: PositiveDecimal) {
            transactionRequestAction(id: $id, actionType: REFUND, amount: $amount) {
              errors { code }
            }
          }
        """
        variables = {"id": order.transaction_id, "amount": amount}
        self.app.saleor.execute(query, variables, token=self.app.saleor.payment_token)
        self.app.settle()

    def run_every_job_again(self) -> None:
        """Do each job that was ever done once more, as after crashes at the very end of each."""
        query = text(
            "insert into procrastinate_jobs (queue_name, task_name, lock, args) "
            "select queue_name, task_name, lock, args from procrastinate_jobs order by id"
        )
        with self.app.parts.database.connection() as connection:
            connection.execute(query)
        self.app.settle(ahead=True)
