"""What the pretend Sendcloud refuses about a return, as the real one says it."""

from collections.abc import Iterator
from typing import Any

from saleor_returns_app.sandbox.sendcloud.offers import EU, active_contracts, find_option

Body = dict[str, Any]
Fault = tuple[str, str, str]

REQUIRED, UNKNOWN = "This field is required.", "Unknown field."
MEMBERS = {
    "": "from_address to_address ship_with weight dimensions collo_count parcel_items "
    "send_tracking_emails brand_id total_insured_value order_number total_order_value "
    "external_reference customs_invoice_nr delivery_option customs_information apply_rules",
    "address": "name company_name address_line_1 house_number address_line_2 postal_code city "
    "po_box state_province_code country_code email phone_number",
    "ship_with": "type shipping_option_code shipping_product_code functionalities contract",
    "item": "item_id description quantity weight price value hs_code origin_country sku product_id "
    "return_reason_id return_message mid_code material_content intended_use dds_reference "
    "taric_doc_code manufacturer_product_id manufacturer_product_id_std dangerous_goods properties",
    "customs": "invoice_number export_reason export_type invoice_date discount_granted "
    "freight_costs insurance_costs other_costs general_notes additional_declaration_statements "
    "importer_of_record tax_numbers return_data",
}
DELIVERY_OPTIONS = ("drop_off_point", "drop_off_labelless", "pickup", "in_store", None)
COSTS = ("discount_granted", "freight_costs", "insurance_costs", "other_costs")
PROOF = (
    "return_postal_code",
    "outbound_tracking_number",
    "outbound_shipment_date",
    "outbound_carrier_name",
)
REASONS = {str(number) for number in range(1, 33)} - {"2", "5"}


def faults_of(body: Any) -> list[Body]:
    """List what is wrong, in the shape of errors of the returns' API."""
    if not isinstance(body, dict):
        return [_error(("", "Invalid data.", "invalid"))]
    return [_error(fault) for fault in _faults(body)]


def _error(fault: Fault) -> Body:
    field, message, code = fault
    return {"field": field or None, "message": message, "code": code}


def _faults(body: Body) -> Iterator[Fault]:
    yield from _unknown(body, "", "")
    for name in ("from_address", "to_address", "ship_with", "weight"):
        if not isinstance(body.get(name), dict):
            yield name, REQUIRED, "required"
    for name in ("from_address", "to_address"):
        if isinstance(body.get(name), dict):
            yield from _address_faults(body[name], name)
    weight = body.get("weight")
    if isinstance(weight, dict):
        yield from _weight_faults(weight, "weight")
    count = body.get("collo_count", 1)
    if not isinstance(count, int) or count < 1:
        least = "Ensure this value is greater than or equal to 1."
        yield "collo_count", least, "min_value"
    if body.get("delivery_option") not in DELIVERY_OPTIONS:
        yield "delivery_option", "Value is not a valid choice.", "invalid_choice"
    if isinstance(body.get("ship_with"), dict):
        yield from _option_faults(body)
    for number, item in enumerate(body.get("parcel_items") or ()):
        yield from _item_faults(item, f"parcel_items.{number}")
    if body.get("customs_information"):
        yield from _customs_faults(body["customs_information"])
    yield from _abroad_faults(body)


def _unknown(words: Body, kind: str, where: str) -> Iterator[Fault]:
    for name in words.keys() - set(MEMBERS[kind].split()):
        yield f"{where}.{name}".lstrip("."), UNKNOWN, "unknown_field"


def _address_faults(address: Body, where: str) -> Iterator[Fault]:
    yield from _unknown(address, "address", where)
    for name in ("name", "address_line_1", "postal_code", "city", "country_code"):
        if not address.get(name):
            yield f"{where}.{name}", REQUIRED, "required"


def _weight_faults(weight: Body, where: str) -> Iterator[Fault]:
    value = weight.get("value")
    if weight.get("unit") not in ("kg", "g", "lbs", "oz"):
        yield f"{where}.unit", "Value is not a valid choice.", "invalid_choice"
    if not isinstance(value, int | float) or value <= 0:
        yield f"{where}.value", "Ensure this value is greater than 0.", "min_value"


def _option_faults(body: Body) -> Iterator[Fault]:
    with_ = body["ship_with"]
    yield from _unknown(with_, "ship_with", "ship_with")
    code = str(with_.get("shipping_option_code") or "")
    option = find_option(code)
    if with_.get("type") != "shipping_option_code":
        yield "ship_with.type", "Value is not a valid choice.", "invalid_choice"
    elif option is None:
        yield "ship_with.shipping_option_code", "Shipping option not found.", "not_found"
    else:
        yield from _contract_faults(code, with_.get("contract"))
        wanted = {"from_email": "email", "from_telephone": "phone_number"}
        for name in option["requirements"]["fields"]:
            if name in wanted and not (body.get("from_address") or {}).get(wanted[name]):
                yield f"from_address.{wanted[name]}", REQUIRED, "required"


def _contract_faults(code: str, contract: Any) -> Iterator[Fault]:
    active = active_contracts(code.partition(":")[0])
    if contract is None and len(active) > 1:
        yield "ship_with.contract", "This carrier has more than one active contract.", "required"
    if contract is not None and contract not in active:
        yield "ship_with.contract", "Invalid contract.", "invalid"


def _item_faults(item: Any, where: str) -> Iterator[Fault]:
    if not isinstance(item, dict):
        yield where, "Invalid data.", "invalid"
        return
    yield from _unknown(item, "item", where)
    reason = item.get("return_reason_id")
    if reason is not None and reason not in REASONS:
        yield f"{where}.return_reason_id", "Value is not a valid choice.", "invalid_choice"
    if reason == "3" and not item.get("return_message"):
        yield f"{where}.return_message", REQUIRED, "required"
    if "weight" in item:
        yield from _weight_faults(item["weight"], f"{where}.weight")


def _customs_faults(customs: Body) -> Iterator[Fault]:
    where = "customs_information"
    yield from _unknown(customs, "customs", where)
    if customs.get("export_reason") != "returned_goods":
        yield f"{where}.export_reason", "Value is not a valid choice.", "invalid_choice"
    if not customs.get("invoice_number"):
        yield f"{where}.invoice_number", REQUIRED, "required"
    for name in COSTS:
        cost = customs.get(name)
        if cost is not None and not isinstance(cost.get("value"), str):
            yield f"{where}.{name}.value", "Not a valid string.", "invalid"
    proof = customs.get("return_data")
    if proof is not None:
        for name in PROOF:
            if not proof.get(name):
                yield f"{where}.return_data.{name}", REQUIRED, "required"


def _abroad_faults(body: Body) -> Iterator[Fault]:
    """Name what customs want and is not there."""
    ends = [body.get(name) or {} for name in ("from_address", "to_address")]
    if {end.get("country_code") for end in ends if isinstance(end, dict)} <= EU:
        return
    if not body.get("parcel_items"):
        yield "parcel_items", REQUIRED, "required"
    for number, item in enumerate(body.get("parcel_items") or ()):
        for name in ("hs_code", "origin_country"):
            if isinstance(item, dict) and not item.get(name):
                yield f"parcel_items.{number}.{name}", REQUIRED, "required"
    for name in ("customs_invoice_nr", "customs_information"):
        if not body.get(name):
            yield name, REQUIRED, "required"
