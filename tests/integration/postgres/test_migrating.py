"""The tables of a service are made on a real server by a program that ends, and who starts before it says so."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from chassis.postgresql import server_of
from stacks.layout import SERVICES
from tests.support.at_once import at_once
from tests.support.beginning import MODULES, SERVICE, started
from tests.support.eventually import eventually
from tests.support.migration import migrated
from tests.support.private_postgres import PrivatePostgres

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

COLUMNS = """
    SELECT table_name, column_name, data_type, collation_name FROM information_schema.columns
    WHERE table_schema = 'public' ORDER BY 1, 2
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"


def schema(url: str) -> list[tuple[Any, ...]]:
    """Every column and index, and the log's own id."""
    with psycopg.connect(**server_of(url)) as tx:
        return [*tx.execute(COLUMNS), *tx.execute(INDEXES), *tx.execute("SELECT log FROM log")]


@pytest.mark.parametrize("service", SERVICES)
def test_a_migration_may_be_made_again_and_twice_at_once(service: str, url: str, tmp_path: Path) -> None:
    """Two that meet on an empty database both end well, and a third changes nothing."""
    for ended in at_once(2, lambda _: migrated(service, url, tmp_path)):
        assert (ended.returncode, ended.stderr) == (0, "")
    made = schema(url)
    assert len({row[0] for row in made}) > 5

    assert migrated(service, url, tmp_path).returncode == 0
    assert schema(url) == made


def as_owner(postgres: PrivatePostgres, url: str) -> str:
    """The same database, as one who may make tables for the service's role."""
    own = make_url(url)
    administrator = make_url(postgres.url).set(drivername="postgresql+psycopg", database=own.database)
    owner = administrator.render_as_string(hide_password=False).replace(" ", "%20")
    with psycopg.connect(**server_of(owner), autocommit=True) as tx:
        tx.execute("REVOKE CREATE ON SCHEMA public FROM pg_database_owner")
        tx.execute(f"ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO {own.username}".encode())
        tx.execute(f"ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO {own.username}".encode())
    return owner


@pytest.mark.parametrize("module", MODULES)
def test_who_starts_before_the_migration_says_what_is_missing(
    module: str, postgres: PrivatePostgres, url: str, tmp_path: Path
) -> None:
    """Where its role may not make tables: it lives, is not ready, and goes on by itself once they are there."""
    owner = as_owner(postgres, url)
    with started(module, url, tmp_path) as process:
        lacks = f"{SERVICE} lacks what `python -m stacks.migrate {SERVICE}` makes, and its role may not: CREATE TABLE "
        eventually(process.problems, [f"{lacks}log"], within=30)
        assert process.lives()

        assert migrated(SERVICE, owner, tmp_path).returncode == 0
        eventually(process.problems, [], within=30)
        assert process.told_to_stop() == 0


@pytest.mark.parametrize("module", MODULES)
def test_who_starts_without_a_database_says_so_and_can_be_stopped(module: str, url: str, tmp_path: Path) -> None:
    """It does not end and start over, which a cluster answers with longer and longer pauses."""
    nowhere = make_url(url).set(port=1).render_as_string(hide_password=False).replace(" ", "%20")
    with started(module, nowhere, tmp_path) as process:
        eventually(process.problems, [f"the database of {SERVICE} does not answer"], within=30)
        [why] = [
            json.loads(line)["cause"] for line in (tmp_path / "log").read_text("utf-8").splitlines() if "cause" in line
        ]
        assert "onnection refused" in why
        assert process.lives()
        assert process.told_to_stop() == 0
