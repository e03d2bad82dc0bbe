"""Receipts of settlements: signed, kept for good, and the keys they are signed with."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"

# Of a receipt only its holder may change, and only by being forgotten; the history's own switch lets
# a shop be erased as a whole.
FINAL = """
create function refuse_to_rewrite_receipts() returns trigger language plpgsql as $$
begin
  if current_setting('returns.erasing', true) = 'on' then
    return coalesce(new, old);
  end if;
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - 'holder_name' - 'holder_salt' = to_jsonb(old) - 'holder_name' - 'holder_salt' then
      return new;
    end if;
  end if;
  raise exception 'receipts are written once';
end $$;
create trigger receipts_are_final before update or delete on settlement_receipts
  for each row execute function refuse_to_rewrite_receipts();
create trigger receipts_are_never_emptied before truncate on settlement_receipts
  for each statement execute function refuse_to_rewrite_receipts();
create function refuse_to_lose_receipt_keys() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if (new.id, new.public, new.made_at) = (old.id, old.public, old.made_at) then
      return new;
    end if;
  end if;
  raise exception 'the keys of receipts stay for ever';
end $$;
create trigger receipt_keys_stay before update or delete on receipt_keys
  for each row execute function refuse_to_lose_receipt_keys();
create trigger receipt_keys_are_never_emptied before truncate on receipt_keys
  for each statement execute function refuse_to_lose_receipt_keys();
"""


def upgrade() -> None:
    op.create_table(
        "receipt_keys",
        sa.Column("id", sa.String(length=43), nullable=False),
        sa.Column("public", sa.String(length=43), nullable=False),
        sa.Column("private", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_keys")),
    )
    op.create_index(
        "uq_receipt_keys_current",
        "receipt_keys",
        [sa.text("(retired_at is null)")],
        unique=True,
        postgresql_where=sa.text("retired_at is null"),
    )
    op.create_table(
        "settlement_receipts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("key_id", sa.String(length=43), nullable=False),
        sa.Column("signature", sa.String(length=86), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("holder_name", sa.Text(), nullable=False),
        sa.Column("holder_salt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["installation_id"],
            ["installations.id"],
            name=op.f("fk_settlement_receipts_installation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["returns.id"], name=op.f("fk_settlement_receipts_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["key_id"], ["receipt_keys.id"], name=op.f("fk_settlement_receipts_key_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement_receipts")),
        sa.UniqueConstraint("case_id", name=op.f("uq_settlement_receipts_case_id")),
    )
    op.create_index(
        op.f("ix_settlement_receipts_installation_id"),
        "settlement_receipts",
        ["installation_id"],
        unique=False,
    )
    op.execute(FINAL)
