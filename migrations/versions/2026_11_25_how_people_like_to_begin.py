"""How people like to begin: their usual size, their own words, what is not to be offered today, their country."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("settling_before", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("usual_minutes", sa.Integer(), nullable=False, server_default="20"))
        batch_op.add_column(sa.Column("smaller_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("offered", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("offered_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("own_phrase", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("own_object", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("ready_list", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("unwelcome", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("unwelcome_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("country", sa.String(length=2), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("country")
        batch_op.drop_column("unwelcome_on")
        batch_op.drop_column("unwelcome")
        batch_op.drop_column("ready_list")
        batch_op.drop_column("own_object")
        batch_op.drop_column("own_phrase")
        batch_op.drop_column("offered_on")
        batch_op.drop_column("offered")
        batch_op.drop_column("smaller_on")
        batch_op.drop_column("usual_minutes")
        batch_op.drop_column("settling_before")
