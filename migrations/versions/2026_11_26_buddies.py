"""Buddies: who is told, and what they said."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NOT_OVER = sa.text("(answer IS NULL OR answer = 'yes') AND stopped_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "buddy",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("buddy", sa.String(length=32), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invitation_row", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("any_hour", sa.Boolean(), nullable=False),
        sa.Column("start_words", sa.LargeBinary(), nullable=True),
        sa.Column("break_words", sa.LargeBinary(), nullable=True),
        sa.Column("back_words", sa.LargeBinary(), nullable=True),
        sa.Column("done_words", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("buddy", schema=None) as batch_op:
        batch_op.create_index("buddy_buddy", ["workspace", "buddy"], unique=False)
        batch_op.create_index("buddy_person", ["workspace", "user"], unique=False)
        batch_op.create_index(
            "one_open_buddy", ["workspace", "user"], unique=True, sqlite_where=NOT_OVER, postgresql_where=NOT_OVER
        )


def downgrade() -> None:
    with op.batch_alter_table("buddy", schema=None) as batch_op:
        batch_op.drop_index("one_open_buddy", sqlite_where=NOT_OVER, postgresql_where=NOT_OVER)
        batch_op.drop_index("buddy_person")
        batch_op.drop_index("buddy_buddy")

    op.drop_table("buddy")
