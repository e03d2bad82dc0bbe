"""What each return brings its customer, and by which payments; where it differs from Saleor's books."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"

# What was paid until now was paid by one grant and one request, whose steps had plain names.
# A return's own digest of its id gives its settlement an id that is the same on every run.
CARRY_OVER = """
  insert into settlements (
    id, installation_id, case_id, version, kind, state, amount_minor, currency, payments, given,
    rounds, created_at, due_at, legal_basis, problem, ordered_at, settled_at
  )
  select
    overlay(overlay(md5('settlement:' || r.id) placing '4' from 13) placing '8' from 17)::uuid::text,
    r.installation_id, r.id, 1,
    case when r.money_status = 'settled_outside' then 'outside' else r.wish->>'outcome' end,
    case r.money_status
      when 'refunded' then 'settled' when 'settled_outside' then 'settled' else r.money_status
    end,
    (r.wish#>>'{breakdown,total,minor}')::bigint, r.wish#>>'{breakdown,total,currency}',
    case when r.granted_refund_id = '' then '[]'::jsonb else jsonb_build_array(jsonb_build_object(
      'number', 1,
      'transaction_id', coalesce(g.facts->>'transaction', ''),
      'amount', r.wish#>'{breakdown,total}',
      'state', case
        when r.money_status = 'refunded' then 'paid'
        when r.money_status in ('failed', 'settled_outside') then 'failed'
        when q.state = 'done' then 'requested'
        else 'granted'
      end,
      'with_goods', true,
      'grant_id', r.granted_refund_id,
      'asked', case when q.state in ('done', 'failed') then 1 else 0 end,
      'paid', case when r.money_status = 'refunded' then r.wish#>'{breakdown,total}' end
    )) end,
    (
      select e.facts->'amount' from case_events e
      where e.case_id = r.id and e.kind = 'settled_outside' order by e.sequence desc limit 1
    ),
    (select count(*) from case_events e where e.case_id = r.id and e.kind = 'refund_ordered'),
    coalesce(r.received_at, r.requested_at), null, '', r.problem,
    (select max(e.at) from case_events e where e.case_id = r.id and e.kind = 'refund_ordered'),
    r.refunded_at
  from returns r
  left join operations g on g.case_id = r.id and g.step = 'grant'
  left join operations q on q.case_id = r.id and q.step = 'request_refund'
  where r.money_status <> 'nothing_due'
"""
# A grant that may have been made without an answer is still looked up as the first payment's.
PLANNED = """
  update settlements s set payments = jsonb_build_array(jsonb_build_object(
    'number', 1, 'transaction_id', coalesce(g.facts->>'transaction', ''),
    'amount', jsonb_build_object('minor', s.amount_minor, 'currency', s.currency),
    'state', 'planned', 'with_goods', true, 'grant_id', '', 'asked', 0, 'paid', null
  ))
  from operations g
  where g.case_id = s.case_id and g.step = 'grant' and s.state = 'ordered'
  and s.payments = '[]'::jsonb and g.state <> 'failed'
"""
RENAME = [
    "update operations set step = 'grant:1' where step = 'grant'",
    "update operations set step = 'request:1.1' where step = 'request_refund'",
]


def upgrade() -> None:
    op.create_table(
        "settlements",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("payments", postgresql.JSONB(), nullable=False),
        sa.Column("given", postgresql.JSONB(), nullable=True),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["returns.id"], name=op.f("fk_settlements_case_id")),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installations.id"], name=op.f("fk_settlements_installation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlements")),
        sa.UniqueConstraint("case_id", name=op.f("uq_settlements_case_id")),
    )
    op.create_index(
        op.f("ix_settlements_installation_id_state_due_at"),
        "settlements",
        ["installation_id", "state", "due_at"],
    )
    op.create_table(
        "money_differences",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("ours", postgresql.JSONB(), nullable=False),
        sa.Column("theirs", postgresql.JSONB(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["returns.id"], name=op.f("fk_money_differences_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["installation_id"],
            ["installations.id"],
            name=op.f("fk_money_differences_installation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_money_differences")),
    )
    op.create_index(
        "uq_money_differences_open",
        "money_differences",
        ["case_id", "key"],
        unique=True,
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.execute(CARRY_OVER)
    op.execute(PLANNED)
    for statement in RENAME:
        op.execute(statement)
