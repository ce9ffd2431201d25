"""The tables of the read models; only their own projection touches a table."""

from sqlalchemy import BigInteger, Column, Index, MetaData, String, Table, Text, Uuid

from chassis.database import Instant

METADATA = MetaData()

PARTNER_FEED = Table(
    "partner_feed",
    METADATA,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("change_id", String(64), nullable=False),
    Column("recipient", String(64), nullable=False),
    Column("referral_id", Uuid, nullable=False),
    Column("what", String(80), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("as_it_stood", Text, nullable=False),
    Index("partner_feed_by_recipient", "recipient", "position"),
    Index("partner_feed_by_referral", "referral_id", "position"),
)

REFERRALS = Table(
    "referrals",
    METADATA,
    Column("referral_id", Uuid, primary_key=True),
    Column("sent_position", BigInteger, nullable=False, unique=True),
    Column("recipient", String(64), nullable=False),
    Column("case_id", Uuid, nullable=False),
    Column("state", String(20), nullable=False),
    Column("as_it_stood", Text, nullable=False),
    Index("referrals_by_recipient", "recipient", "sent_position"),
    Index("referrals_by_case", "case_id", "sent_position"),
    Index("referrals_by_state", "state", "sent_position"),
)

PARTNERS = Table(
    "partners",
    METADATA,
    Column("code", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
)
