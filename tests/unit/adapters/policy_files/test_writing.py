import json

from hypothesis import HealthCheck, given, settings

from saleor_returns_app.adapters.policy_files import (
    document_from,
    document_of,
    policy_text,
    policy_words,
)
from saleor_returns_app.domain.policy.document import PolicyDocument
from tests.support.policies import documents, everything


class TestWriting:
    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
    @given(documents())
    def test_reads_back_as_the_same_policy(self, document: PolicyDocument) -> None:
        text = policy_text(document)

        assert document_from(text) == document
        assert policy_text(document_from(text)) == text

    def test_changes_nothing_but_what_goes_without_saying(self) -> None:
        words = everything()
        written = policy_words(document_of(words))

        assert written["rules"][0] == words["rules"][0]
        assert written["rules"][1] == words["rules"][1]
        assert written["rules"][2] == words["rules"][2] | {"on": True}
        assert written["defaults"]["window"] == words["defaults"]["window"]
        assert written["return_addresses"] == words["return_addresses"]

    def test_writes_for_people(self) -> None:
        text = policy_text(document_of(everything()))

        assert '"name": "Germany pays 2 €"' in text
        assert next(iter(json.loads(text))) == "format"
        assert text.endswith("}\n")
