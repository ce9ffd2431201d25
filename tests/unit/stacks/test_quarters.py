"""Where a server lives nobody else enters, and what is not ours is left alone."""

import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from stacks.servers.quarters import Quarters
from stacks.servers.system_user import SystemUser
from stacks.servers.troubles import NotOurs

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


def known(entry: pwd.struct_passwd) -> SystemUser:
    """A user of this machine."""
    return SystemUser(entry.pw_name, entry.pw_uid, entry.pw_gid)


@pytest.fixture
def at_home(tmp_path: Path) -> Quarters:
    """A server that runs as whoever runs the tests."""
    return Quarters(tmp_path / "stack", "server", known(pwd.getpwuid(os.geteuid())))


@pytest.fixture
def away(tmp_path: Path) -> Iterator[Quarters]:
    """A server that runs as somebody else, who may not enter the stack's folder."""
    (tmp_path / "stack").mkdir(mode=0o700)
    quarters = Quarters(tmp_path / "stack", "server", known(pwd.getpwnam("nobody")))
    yield quarters
    quarters.remove()


def seen(path: Path) -> tuple[int, int]:
    """Whose a folder or file is, and what others may."""
    found = path.stat()
    return found.st_uid, stat.S_IMODE(found.st_mode)


def test_a_server_of_our_own_lives_in_the_stacks_folder(at_home: Quarters, tmp_path: Path) -> None:
    """And removing the folder removes it."""
    at_home.make()

    assert at_home.path == tmp_path / "stack" / "server"
    assert seen(at_home.path) == (os.geteuid(), 0o700)
    assert not at_home.left_over


def test_what_it_is_given_only_it_can_read(at_home: Quarters) -> None:
    """Passwords among it; a file is replaced, not added to."""
    at_home.make()
    at_home.write("password", "the first")
    file = at_home.write("password", "the second")

    assert seen(file) == (os.geteuid(), 0o600)
    assert file.read_text() == "the second"


@needs_root
def test_a_server_that_is_somebody_else_lives_outside_and_is_linked(away: Quarters, tmp_path: Path) -> None:
    """Whose checkout lies in root's home can start a server that is not root."""
    away.make()

    assert (tmp_path / "stack" / "server").readlink() == away.path
    assert seen(away.path) == (away.user.uid, 0o700)
    assert not away.path.is_relative_to(tmp_path)


@needs_root
def test_a_stack_that_is_moved_takes_its_servers_along(away: Quarters, tmp_path: Path) -> None:
    """The link tells where they are, not the name of the folder."""
    away.make()
    (tmp_path / "stack").rename(tmp_path / "moved")

    assert Quarters(tmp_path / "moved", "server", away.user).path == away.path
    (tmp_path / "moved").rename(tmp_path / "stack")


@needs_root
def test_a_folder_somebody_else_has_made_there_is_left_alone(away: Quarters, tmp_path: Path) -> None:
    """Everybody may make one under that name; a server put into it would be theirs."""
    away.path.mkdir(mode=0o755)
    try:
        with pytest.raises(NotOurs, match="is left alone"):
            away.make()
        with pytest.raises(NotOurs):
            away.remove()
        assert not (tmp_path / "stack" / "server").exists()
    finally:
        away.path.rmdir()


@needs_root
def test_what_a_removed_stack_has_left_behind_is_noticed(away: Quarters, tmp_path: Path) -> None:
    """Nobody has its passwords any more."""
    away.make()
    (tmp_path / "stack" / "server").unlink()

    assert away.left_over


@needs_root
def test_data_that_is_gone_is_not_made_up(away: Quarters) -> None:
    """A link that leads nowhere is said aloud: an empty server in its place would be a silent loss."""
    away.make()
    away.path.rmdir()

    with pytest.raises(NotOurs, match="is gone"):
        away.make()
