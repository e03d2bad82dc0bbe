"""Why rules are not published."""

from collections.abc import Sequence

from saleor_returns_app.domain.errors import Conflict, PolicyInvalid
from saleor_returns_app.domain.policy.findings import Finding


class PolicyHasErrors(PolicyInvalid):
    """This policy has errors and was not published."""

    code = "policy_has_errors"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings=[_words(one) for one in findings])
        self.findings = tuple(findings)


class VersionInForce(Conflict):
    """This version is in force already."""

    code = "version_in_force"


def _words(finding: Finding) -> dict[str, object]:
    return {
        "severity": finding.severity.value,
        "code": finding.code.value,
        "path": finding.path,
        "rule": finding.rule_id,
        "facts": dict(finding.facts),
    }
