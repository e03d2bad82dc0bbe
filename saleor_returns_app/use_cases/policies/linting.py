"""What there is to know of a policy before it is published, in a shop's own surroundings."""

from saleor_returns_app.domain.law import countries_with_law, law_of
from saleor_returns_app.domain.policy.document import PolicyDocument
from saleor_returns_app.domain.policy.facts import Capabilities
from saleor_returns_app.domain.policy.findings import Finding, Surroundings
from saleor_returns_app.domain.policy.linting import lint
from saleor_returns_app.domain.ports import Transaction


def surroundings(capabilities: Capabilities | None = None) -> Surroundings:
    """Gather what a policy is held against: law, and what the shop can do if that is known."""
    laws = {country: law_of(country) for country in countries_with_law()}
    days = {country: law.withdrawal_days.value for country, law in laws.items() if law}
    return Surroundings(days, capabilities)


def lint_policy(
    document: PolicyDocument, *, capabilities: Capabilities | None = None
) -> tuple[Finding, ...]:
    """Say what a merchant should know of a policy; the errors stop its publishing."""
    return tuple(lint(document, surroundings(capabilities)))


def lint_draft(
    installation_id: str,
    draft_id: str,
    *,
    capabilities: Capabilities,
    transaction: Transaction,
) -> tuple[Finding, ...]:
    """Say what there is to know of a draft as it is now."""
    with transaction() as store:
        document = store.policy_drafts.get(installation_id, draft_id).document
    return lint_policy(document, capabilities=capabilities)
