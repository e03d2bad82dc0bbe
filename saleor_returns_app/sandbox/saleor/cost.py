"""What a query costs: fields have a price, and asking for many nodes multiplies what is below."""

from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

PRICES = {
    "Query": (
        "order",
        "orders",
        "app",
        "apps",
        "channels",
        "channel",
        "warehouses",
        "giftCard",
        "giftCards",
        "product",
        "productVariant",
        "productVariants",
    ),
    "GiftCard": ("events",),
    "Category": ("ancestors", "parent"),
    "Order": (
        "channel",
        "discounts",
        "events",
        "fulfillments",
        "giftCards",
        "lines",
        "user",
    ),
    "OrderLine": ("thumbnail", "totalPrice", "unitPrice", "variant"),
    "Fulfillment": ("lines", "warehouse"),
    "FulfillmentLine": ("orderLine",),
    "ProductVariant": ("attributes", "product"),
    "Product": ("attributes", "category", "collections", "productType"),
}


class Cost:
    """Adds up a document against a schema."""

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, variables: dict[str, Any]
    ) -> None:
        self._schema = schema
        self._variables = variables
        self._document = document
        self._fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }

    def total(self) -> int:
        """Return the price of all operations of the document."""
        price = 0
        for node in self._document.definitions:
            if isinstance(node, OperationDefinitionNode):
                root = self._schema.get_root_type(node.operation)
                price += self._price(node.selection_set, root, 1)
        return price

    def _price(self, selections: SelectionSetNode | None, parent: Any, times: int) -> int:
        price = 0
        for node in selections.selections if selections else ():
            if isinstance(node, FieldNode):
                price += self._field_price(node, parent, times)
            elif isinstance(node, InlineFragmentNode):
                kind = node.type_condition
                inner = self._schema.get_type(kind.name.value) if kind else parent
                price += self._price(node.selection_set, inner, times)
            elif isinstance(node, FragmentSpreadNode):
                fragment = self._fragments.get(node.name.value)
                if fragment:
                    inner = self._schema.get_type(fragment.type_condition.name.value)
                    price += self._price(fragment.selection_set, inner, times)
        return price

    def _field_price(self, node: FieldNode, parent: Any, times: int) -> int:
        if not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return 0
        field = parent.fields.get(node.name.value)
        if field is None:
            return 0
        times *= self._multiplier(node)
        own = times if node.name.value in PRICES.get(parent.name, ()) else 0
        return own + self._price(node.selection_set, get_named_type(field.type), times)

    def _multiplier(self, node: FieldNode) -> int:
        for argument in node.arguments or ():
            if argument.name.value in {"first", "last"}:
                value = argument.value
                if isinstance(value, IntValueNode):
                    return max(int(value.value), 1)
                if isinstance(value, VariableNode):
                    return max(int(self._variables.get(value.name.value) or 1), 1)
        return 1
