"""Days with rest, what comes by itself at a wall-clock time, plans and chats."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

DAY_OF_A_SENTENCE = "coalesce((SELECT day FROM focus_block WHERE id = sentence.block_id), date(written_at))"
"""Its block's; of a block that is no longer kept, the date on which it was written (in UTC: no SQL knows the zone)."""


def upgrade() -> None:
    op.create_table(
        "chat",
        sa.Column("prompt_id", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("invited", sa.String(length=32), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invitation_row", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("card_row", sa.Integer(), nullable=True),
        sa.Column("shows", sa.String(length=10), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prompt_id"),
    )
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.create_index("chat_invited", ["workspace", "invited"], unique=False)
        batch_op.create_index("chat_person", ["workspace", "user"], unique=False)

    op.create_table(
        "evening_card",
        sa.Column("prompt_id", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("card_row", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prompt_id"),
    )
    op.create_table(
        "plan",
        sa.Column("prompt_id", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("task", sa.LargeBinary(), nullable=True),
        sa.Column("after_what", sa.LargeBinary(), nullable=True),
        sa.Column("put_ready", sa.LargeBinary(), nullable=True),
        sa.Column("with_person", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.String(length=10), nullable=False),
        sa.Column("saved_row", sa.Integer(), nullable=True),
        sa.Column("card_row", sa.Integer(), nullable=True),
        sa.Column("card_size", sa.String(length=10), nullable=True),
        sa.Column("shows", sa.String(length=10), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prompt_id"),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index("plan_person", ["workspace", "user"], unique=False)

    op.create_table(
        "prompt",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("wall_time", sa.String(length=5), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("weekdays", sa.String(length=7), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("came_on", sa.Date(), nullable=True),
        sa.Column("is_promised", sa.Boolean(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("prompt", schema=None) as batch_op:
        batch_op.create_index("prompt_next", ["next_at"], unique=False)
        batch_op.create_index("prompt_person", ["workspace", "user"], unique=False)

    op.create_table(
        "prompting",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.Column("said_before", sa.Integer(), nullable=False),
        sa.Column("said_two_before", sa.Integer(), nullable=False),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "user"),
    )
    op.create_table(
        "rest",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user", "first", "last", "why"),
    )
    op.create_table(
        "rest_pattern",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("weekdays", sa.String(length=7), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user", "since"),
    )
    op.create_table(
        "tally",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("stretch", sa.Integer(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("months", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user"),
    )
    with op.batch_alter_table("day_shown", schema=None) as batch_op:
        batch_op.add_column(sa.Column("logged_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("focus_block", schema=None) as batch_op:
        batch_op.add_column(sa.Column("with_whom", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("counted", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("tells_days", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lacks_zone", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("plans_at", sa.String(length=5), nullable=True))
        batch_op.add_column(sa.Column("day_start_minutes", sa.Integer(), nullable=False, server_default="240"))
        batch_op.add_column(sa.Column("days_mode", sa.String(length=10), nullable=False, server_default="on"))
        batch_op.add_column(sa.Column("days_picture", sa.String(length=10), nullable=False, server_default="meadow"))
        batch_op.add_column(sa.Column("days_off_since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("spares_per_week", sa.Integer(), nullable=False, server_default="2"))
        batch_op.add_column(sa.Column("evening_offered", sa.String(length=32), nullable=True))

    with op.batch_alter_table("sentence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("day", sa.Date(), nullable=True))
    op.execute(f"UPDATE sentence SET day = {DAY_OF_A_SENTENCE}")
    with op.batch_alter_table("sentence", schema=None) as batch_op:
        batch_op.alter_column("day", existing_type=sa.Date(), nullable=False)
        batch_op.drop_index("sentence_person")
        batch_op.create_index("sentence_person", ["workspace", "user", "day", "written_at", "block_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("sentence", schema=None) as batch_op:
        batch_op.drop_index("sentence_person")
        batch_op.drop_column("day")
        batch_op.create_index("sentence_person", ["workspace", "user", "written_at"], unique=False)

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("evening_offered")
        batch_op.drop_column("spares_per_week")
        batch_op.drop_column("days_off_since")
        batch_op.drop_column("days_picture")
        batch_op.drop_column("days_mode")
        batch_op.drop_column("day_start_minutes")
        batch_op.drop_column("lacks_zone")
        batch_op.drop_column("plans_at")

    with op.batch_alter_table("focus_block", schema=None) as batch_op:
        batch_op.drop_column("tells_days")
        batch_op.drop_column("counted")
        batch_op.drop_column("with_whom")

    with op.batch_alter_table("day_shown", schema=None) as batch_op:
        batch_op.drop_column("logged_at")

    op.drop_table("tally")
    op.drop_table("rest_pattern")
    op.drop_table("rest")
    op.drop_table("prompting")
    with op.batch_alter_table("prompt", schema=None) as batch_op:
        batch_op.drop_index("prompt_person")
        batch_op.drop_index("prompt_next")

    op.drop_table("prompt")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index("plan_person")

    op.drop_table("plan")
    op.drop_table("evening_card")
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.drop_index("chat_person")
        batch_op.drop_index("chat_invited")

    op.drop_table("chat")
