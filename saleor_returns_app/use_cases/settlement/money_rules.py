"""A merchant sets how credit is given and exchanges are sent."""

from saleor_returns_app.domain.money_rules import MoneyRules
from saleor_returns_app.domain.ports import Transaction


def money_rules(installation_id: str, *, transaction: Transaction) -> MoneyRules:
    """Return what a shop has set."""
    with transaction() as store:
        return store.money_rules.of_shop(installation_id)


def set_money_rules(rules: MoneyRules, *, transaction: Transaction) -> None:
    """Keep what a shop sets; it holds for what is given from now on."""
    with transaction() as store:
        store.money_rules.keep(rules)
