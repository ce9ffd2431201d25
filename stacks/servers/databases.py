"""A database and a role for each service, on whatever PostgreSQL we are the administrator of."""

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from stacks.servers.troubles import ServerFailed

CONNECTS_WITHIN = 5


def written(url: URL) -> str:
    """An address with its password, as libpq reads it too: SQLAlchemy alone understands spaces."""
    return url.render_as_string(hide_password=False).replace(" ", "%20")


def service_url(administrator: str, name: str, password: str) -> str:
    """How a service connects to its own database on the administrator's server; role and database have one name."""
    here = make_url(administrator)
    return written(here.set(drivername="postgresql+psycopg", username=name, password=password, database=name))


def provide(administrator: str, name: str, password: str) -> None:
    """Make the role and the database that are missing, and have the role's password be this one.

    Raises ServerFailed when the server cannot be reached; psycopg.Error when it does not let us.
    """
    with _connected(administrator) as tx:
        if not _there(tx, "SELECT 1 FROM pg_roles WHERE rolname = %s", name):
            tx.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(name)))
        # Encrypted here, so that no log of the server's ever has it.
        encrypted = tx.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
        changed = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}")
        tx.execute(changed.format(sql.Identifier(name), sql.Literal(encrypted)))
        if not _there(tx, "SELECT 1 FROM pg_database WHERE datname = %s", name):
            # The order of texts is the order of their bytes, as in SQLite, whatever the server was made with.
            made = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
            tx.execute(made.format(sql.Identifier(name), sql.Identifier(name)))
        tx.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))


def remove(administrator: str, name: str) -> None:
    """Delete the database, with everybody connected to it sent away, and the role."""
    with _connected(administrator) as tx:
        tx.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        tx.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))


def _connected(administrator: str) -> psycopg.Connection:
    url = make_url(administrator).set(drivername="postgresql")
    try:
        return psycopg.connect(written(url), autocommit=True, connect_timeout=CONNECTS_WITHIN)
    except psycopg.OperationalError as failure:
        raise ServerFailed(f"PostgreSQL at {url.host}:{url.port or 5432} does not let us in: {failure}") from failure


def _there(tx: psycopg.Connection, question: str, name: str) -> bool:
    return tx.execute(question.encode(), [name]).fetchone() is not None
