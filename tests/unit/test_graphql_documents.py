from graphql import FragmentDefinitionNode, parse

from saleor_returns_app.graphql_documents import document, operation_names

OPERATIONS = "saleor_returns_app.adapters.saleor.operations"


def fragments_in(name: str) -> set[str]:
    parsed = parse(document(OPERATIONS, name))
    return {
        node.name.value for node in parsed.definitions if isinstance(node, FragmentDefinitionNode)
    }


class TestADocument:
    def test_carries_the_fragments_of_its_fragments(self) -> None:
        assert fragments_in("order") == {
            "OrderFacts",
            "RuleFacts",
            "RefundFacts",
            "AddressFacts",
            "AttributeFacts",
            "MetadataFacts",
            "MoneyFacts",
            "WeightFacts",
            "TaxedMoneyFacts",
        }

    def test_carries_no_other(self) -> None:
        assert fragments_in("order_note_add") == set()

    def test_is_found_by_the_name_of_its_file(self) -> None:
        assert "grant_refund" in operation_names(OPERATIONS)
