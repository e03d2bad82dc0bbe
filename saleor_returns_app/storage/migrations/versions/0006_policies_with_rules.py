"""Policies say with rules what they said in fields; drafts and replays have a place."""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

EVERY_REASON = [
    "too_small",
    "too_large",
    "does_not_suit",
    "not_as_described",
    "damaged",
    "wrong_item",
    "late",
    "other",
]
LEFT_ALONE = dict.fromkeys(
    (
        "window",
        "fee",
        "restocking_rate",
        "outcomes",
        "credit_bonus_rate",
        "methods",
        "ship_with",
        "return_address",
        "keep_below",
        "approval",
        "photo",
        "message",
    )
)


def upgrade() -> None:
    convert_documents()
    op.create_table(
        "policy_drafts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("document", postgresql.JSONB(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_as", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["installation_id", "based_on"],
            ["policy_versions.installation_id", "policy_versions.version"],
            name=op.f("fk_policy_drafts_installation_id_based_on"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_drafts")),
    )
    op.create_index(
        "uq_policy_drafts_open_name",
        "policy_drafts",
        ["installation_id", "name"],
        unique=True,
        postgresql_where=sa.text("discarded_at is null"),
    )
    op.create_table(
        "policy_replays",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("draft_id", sa.String(length=36), nullable=True),
        sa.Column("draft_revision", sa.Integer(), nullable=False),
        sa.Column("document", postgresql.JSONB(), nullable=False),
        sa.Column("beside", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parcel_costs", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reached_id", sa.String(length=36), nullable=False),
        sa.Column("result", postgresql.JSONB(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["policy_drafts.id"], name=op.f("fk_policy_replays_draft_id")
        ),
        sa.ForeignKeyConstraint(
            ["installation_id", "beside"],
            ["policy_versions.installation_id", "policy_versions.version"],
            name=op.f("fk_policy_replays_installation_id_beside"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_replays")),
    )
    op.create_index(
        op.f("ix_policy_replays_installation_id_asked_at"),
        "policy_replays",
        ["installation_id", "asked_at"],
    )
    # A replay reads a shop's orders in the order in which they were placed.
    op.create_index("ix_orders_placed", "orders", ["installation_id", "placed_at", "id"])


def convert_documents() -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.text("select installation_id, version, document from policy_versions")
    ).all()
    for shop, version, document in rows:
        connection.execute(
            sa.text(
                "update policy_versions set document = cast(:document as jsonb)"
                " where installation_id = :shop and version = :version"
            ),
            {"document": json.dumps(converted(document)), "shop": shop, "version": version},
        )


def converted(flat: dict) -> dict:
    """The window stays counted from the last parcel's leaving, as it was: nobody's rights change."""
    fees = flat.get("fees", [])
    countries = dict.fromkeys(fee["country"] for fee in fees if fee["country"] != "*")
    address = flat.get("return_address") or {}
    return {
        "time_zone": flat.get("time_zone", "UTC"),
        "defaults": {
            "window": {"days": flat.get("window_days", 30), "starts": "fulfilled"},
            "fee": fee_of(fees, "*"),
            "restocking_rate": 0,
            "outcomes": flat.get("outcomes", ["refund"]),
            "credit_bonus_rate": 0,
            "methods": flat.get("methods", ["drop_off", "in_store"]),
            "ship_with": "",
            "return_address": "",
            "keep_below": [],
            "approval": flat.get("approval_required", False),
            "photo": False,
            "message": False,
        },
        "rules": [
            *(
                rule(
                    f"fee-{country.lower()}",
                    f"Return fee for {country}",
                    test("order.country", "is", [country]),
                    then=LEFT_ALONE | {"fee": fee_of(fees, country)},
                )
                for country in countries
            ),
            *refusals(flat.get("refused_skus", [])),
        ],
        "reasons": flat.get("reasons", EVERY_REASON),
        "message_needed_for": flat.get("message_needed_for", ["other"]),
        "return_addresses": {"": address} if any(address.values()) else {},
        "informed": {"of_withdrawal": True, "of_return_cost": True},
        "languages": ["en"],
    }


def fee_of(fees: list, country: str) -> dict:
    """A country's own amount went before that for all others, currency by currency."""
    amounts = {
        fee["amount"]["currency"]: fee["amount"]
        for wanted in ("*", country)
        for fee in fees
        if fee["country"] == wanted
    }
    return {"amounts": list(amounts.values()), "rate": 0, "payer": "customer"}


def refusals(skus: list) -> list:
    if not skus:
        return []
    refuse = {"message": {"by_language": {}}, "whole_order": False}
    when = test("item.sku", "in", skus)
    return [rule("refused-products", "Products that cannot be returned", when, then=LEFT_ALONE, refuse=refuse)]


def test(fact: str, operator: str, operands: list) -> dict:
    return {
        "fact": fact,
        "operator": operator,
        "operands": operands,
        "of": "",
        "within_days": 0,
        "currency": "",
    }


def rule(id: str, name: str, when: dict, *, then: dict, refuse: dict | None = None) -> dict:
    return {
        "id": id,
        "name": name,
        "when": when,
        "then": then,
        "refuse": refuse,
        "is_on": True,
        "source": "any",
    }
