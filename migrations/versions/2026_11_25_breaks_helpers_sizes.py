"""Breaks, helpers, smaller sizes and lines written down: where a sitting stands; posts say which card they are."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ON_ITS_FIRST_CARD = "(phase = 'settling' OR moved_on_by_hand OR works_at = began_at)"
CARD = f"""CASE outbox.kind WHEN 'focus.first' THEN '1' ELSE (SELECT CASE
        WHEN outbox.kind = 'focus.switch' THEN CASE WHEN moved_on_by_hand THEN '0' ELSE '2' END
        WHEN phase = 'settling' THEN '3' WHEN {ON_ITS_FIRST_CARD} THEN '2' ELSE '3' END
    FROM focus_block WHERE focus_block.id = outbox.subject) END"""
"""A switch that was made by hand gives no card: none is numbered 0."""
CARDS = f"""CASE WHEN phase = 'working' AND NOT {ON_ITS_FIRST_CARD} THEN 2
    WHEN phase = 'closing' AND NOT stopped THEN CASE WHEN {ON_ITS_FIRST_CARD} THEN 2 ELSE 3 END ELSE 1 END"""
POSTS = "kind IN ('focus.first', 'focus.switch', 'focus.end') AND state IN ('due', 'claimed', 'unknown')"


def upgrade() -> None:
    with op.batch_alter_table("focus_block", schema=None) as batch_op:
        batch_op.add_column(sa.Column("link", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("break_line", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("parked", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("line_ts", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("kind", sa.String(length=10), nullable=False, server_default="block"))
        batch_op.add_column(sa.Column("settling_minutes", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("rung", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("cards", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("done_for_today", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("news", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("aside", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("smaller_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("taken", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("paused", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("break_minutes", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("break_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("is_break_over", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("asks_where", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("breaks", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("helper", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("helper_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("last_helper", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("helpers", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("lowers_draft", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_column("hinted")
    op.execute(f"UPDATE outbox SET subject = subject || ':' || {CARD} WHERE {POSTS}")
    op.execute(f"UPDATE focus_block SET cards = {CARDS}")


def downgrade() -> None:
    cut = "substr(subject, 1, 24)"
    op.execute(f"UPDATE outbox SET subject = {cut} WHERE {POSTS}")
    with op.batch_alter_table("focus_block", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hinted", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_column("lowers_draft")
        batch_op.drop_column("helpers")
        batch_op.drop_column("last_helper")
        batch_op.drop_column("helper_at")
        batch_op.drop_column("helper")
        batch_op.drop_column("breaks")
        batch_op.drop_column("asks_where")
        batch_op.drop_column("is_break_over")
        batch_op.drop_column("break_until")
        batch_op.drop_column("break_minutes")
        batch_op.drop_column("paused_at")
        batch_op.drop_column("paused")
        batch_op.drop_column("taken")
        batch_op.drop_column("smaller_at")
        batch_op.drop_column("aside")
        batch_op.drop_column("news")
        batch_op.drop_column("done_for_today")
        batch_op.drop_column("cards")
        batch_op.drop_column("rung")
        batch_op.drop_column("settling_minutes")
        batch_op.drop_column("kind")
        batch_op.drop_column("line_ts")
        batch_op.drop_column("parked")
        batch_op.drop_column("break_line")
        batch_op.drop_column("link")
