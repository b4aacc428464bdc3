"""Presence: a person's own token, and what of their status is ours."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presence",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=True),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("wants_status", sa.Boolean(), nullable=False),
        sa.Column("wants_snooze", sa.Boolean(), nullable=False),
        sa.Column("looks", sa.LargeBinary(), nullable=True),
        sa.Column("sitting", sa.String(length=32), nullable=False),
        sa.Column("showing", sa.String(length=10), nullable=True),
        sa.Column("shows_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quiet_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("busy_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ours", sa.LargeBinary(), nullable=True),
        sa.Column("ours_in", sa.String(length=32), nullable=False),
        sa.Column("returned", sa.Boolean(), nullable=False),
        sa.Column("status_row", sa.Integer(), nullable=True),
        sa.Column("status_left_in", sa.String(length=32), nullable=False),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snoozed_in", sa.String(length=32), nullable=False),
        sa.Column("waking", sa.Boolean(), nullable=False),
        sa.Column("snooze_row", sa.Integer(), nullable=True),
        sa.Column("snooze_left_in", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user"),
    )


def downgrade() -> None:
    op.drop_table("presence")
