"""A share of all commits happens without anybody being told, under load: each is found again and done once."""

from pathlib import Path

import pytest

from tests.support.eventually import eventually
from tests.support.postgres_proxy import proxy_to
from tests.support.private_postgres import PrivatePostgres
from tests.support.things_at_work import things_at_work

pytestmark = pytest.mark.slow

SHARE, ENOUGH, REPEATED = 0.1, 100, 10


def test_commits_nobody_was_told_of_are_found(postgres: PrivatePostgres, tmp_path: Path, seed: int) -> None:
    """By looking for the request, at once or when the client asks again; nothing is done a second time."""
    with proxy_to(postgres.port) as way:
        with things_at_work(tmp_path, postgres, seed, way) as at_work:
            way.lose_answers(SHARE, seed)
            eventually(lambda: way.lost, lambda lost: lost >= ENOUGH, within=60)
            eventually(lambda: len(at_work.clients.failures), lambda failed: failed >= REPEATED, within=60)
        print(f"{way.lost} answers lost, {len(at_work.clients.acknowledged)} given")  # noqa: T201
    assert at_work.wrong == []
