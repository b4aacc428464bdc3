"""Pings: what a buddy was sent, and the channel note."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ping",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("link_id", sa.String(length=32), nullable=False),
        sa.Column("sitting_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("has_end", sa.Boolean(), nullable=False),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.Column("start_row", sa.Integer(), nullable=True),
        sa.Column("break_row", sa.Integer(), nullable=True),
        sa.Column("start_counted", sa.Boolean(), nullable=False),
        sa.Column("break_counted", sa.Boolean(), nullable=False),
        sa.Column("thumbed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sitting_id", "place"),
    )
    with op.batch_alter_table("ping", schema=None) as batch_op:
        batch_op.create_index("ping_person", ["workspace", "user", "day"], unique=False)
        batch_op.create_index("ping_place", ["workspace", "place"], unique=False)

    op.create_table(
        "ping_day",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user", "day"),
    )

    op.create_table(
        "channel_note",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user"),
    )
    op.create_table(
        "noted",
        sa.Column("sitting_id", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("note_id", sa.String(length=32), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("sitting_id"),
    )
    with op.batch_alter_table("noted", schema=None) as batch_op:
        batch_op.create_index("noted_person", ["workspace", "user"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("noted", schema=None) as batch_op:
        batch_op.drop_index("noted_person")

    op.drop_table("noted")
    op.drop_table("channel_note")
    op.drop_table("ping_day")
    with op.batch_alter_table("ping", schema=None) as batch_op:
        batch_op.drop_index("ping_place")
        batch_op.drop_index("ping_person")

    op.drop_table("ping")
