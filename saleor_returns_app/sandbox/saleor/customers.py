"""The shop's customers: who opens an account, changes it, or has it deleted."""

from saleor_returns_app.sandbox.saleor.instance import Happening, Saleor
from saleor_returns_app.sandbox.saleor.model import Address, Customer
from saleor_returns_app.sandbox.saleor.people import NOTED

# Saleor counts customers and staff together; these never meet the staff's numbers.
FIRST = 100


def customer_with(saleor: Saleor, email: str, address: Address) -> Customer:
    """Return the customer with this address of e-mail, who opens an account if there is none."""
    found = (one for one in saleor.customers.values() if one.email == email)
    customer = next(found, None)
    if customer is None:
        pk = FIRST + saleor.next_pk("Customer")
        noted = dict(NOTED.get(email, {}))
        customer = Customer(pk, email, address.first_name, address.last_name, noted)
        saleor.keep_customer(customer)
    return customer


def rename_customer(saleor: Saleor, customer: Customer, first_name: str, last_name: str) -> None:
    """Change a customer's name; their orders keep the addresses that they were sent to."""
    with saleor.change():
        customer.first_name, customer.last_name = first_name, last_name
        saleor.keep_customer(customer)
        _tell(saleor, "CUSTOMER_UPDATED", customer)


def delete_customer(saleor: Saleor, customer: Customer) -> None:
    """Delete an account. The orders stay, with their addresses, and belong to nobody."""
    with saleor.change():
        for order in saleor.orders.values():
            if order.customer == customer.pk:
                order.customer = None
                saleor.touch(order)
        saleor.forget_customer(customer)
        _tell(saleor, "CUSTOMER_DELETED", customer)


def _tell(saleor: Saleor, event: str, customer: Customer) -> None:
    saleor.happen(Happening(event, saleor.now(), customer=customer))
