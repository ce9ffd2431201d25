"""The containers on a laptop are those of the production stack: told what they must know, and shown nothing else."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from stacks import compose
from stacks.layout import SERVICES, Layout
from stacks.planning import MODULES
from tests.support.compose_file import FILE, Container, containers, read, told

SERVERS = ("postgres", "rabbitmq")
ONCE = ("provide", "migrate")
FINISHED, WELL = "service_completed_successfully", "service_healthy"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """What the preparing container leaves behind."""
    made = Layout(tmp_path_factory.mktemp("compose"))
    compose.prepare(made)
    return made


@pytest.fixture(scope="module")
def found(stack: Layout) -> Mapping[str, Container]:
    """Every container, as docker-compose reads the file."""
    return containers(stack.root)


def ours(found: Mapping[str, Container]) -> Mapping[str, Container]:
    """Those of our image."""
    return {name: each for name, each in found.items() if name not in SERVERS}


def test_the_containers_are_the_production_stack(found: Mapping[str, Container]) -> None:
    """A worker and a gRPC process a service, what comes before them, and their servers; nothing else."""
    running = {one.name: ["-m", MODULES[one.role], *one.services] for one in compose.processes()}

    assert {name: each["command"] for name, each in ours(found).items() if name not in ONCE} == running
    assert [found[name]["command"] for name in ONCE] == [["-m", f"stacks.{name}", *SERVICES] for name in ONCE]
    assert set(found) == {*running, *ONCE, *SERVERS}
    assert {(each["image"], each["pull_policy"]) for each in ours(found).values()} == {("somicis:local", "never")}


def test_every_container_is_told_what_it_must_know_and_shown_what_it_opens(
    found: Mapping[str, Container], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no other file: a worker has no use for a key, and nobody has one for the authority's."""
    for name, container in ours(found).items():
        with monkeypatch.context() as patched:
            one = told(container)
            assert one.opened(patched) == set(one.files), name
        assert {(each["read_only"], each["bind"]["create_host_path"]) for each in container.get("volumes", [])} <= {
            (True, False)
        }


def test_a_container_that_is_not_shown_its_key_is_found(
    found: Mapping[str, Container], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard is seen to fail."""
    grpc = found["intake-grpc"]
    spoiled = {**grpc, "volumes": [each for each in grpc["volumes"] if not each["target"].endswith("server.key")]}
    assert told(spoiled).missing(monkeypatch) == ["/stack/certificates/server.key"]


def test_a_misspelt_word_is_found(stack: Layout, tmp_path: Path) -> None:
    """docker-compose refuses what it does not know, and a password that was never made."""
    spoiled = tmp_path / "compose.yaml"
    spoiled.write_text(FILE.read_text("utf-8").replace("cap_drop", "cap_dorp"), "utf-8")
    assert "cap_dorp" in read(stack.root, spoiled).stderr
    assert ".env not found" in read(tmp_path).stderr


def test_every_container_is_closed(found: Mapping[str, Container]) -> None:
    """Not root, no capability, none to be gained, nothing to be written but what is a volume."""
    for name, container in found.items():
        assert container["user"] not in {"", "root", "0", "0:0"}, name
        assert container["read_only"], name
        assert container["cap_drop"] == ["ALL"], name
        assert container["security_opt"] == ["no-new-privileges:true"], name
        assert ":" in container["image"], name
        assert "privileged" not in container, name


def test_only_the_doors_of_the_services_are_reached_from_outside(found: Mapping[str, Container], stack: Layout) -> None:
    """From this machine alone, where the stack's file says they are."""
    published = {
        (name, f"{each['host_ip']}:{each['published']}", each["target"])
        for name, container in found.items()
        for each in container.get("ports", [])
    }
    said = json.loads(stack.stack_file.read_text("utf-8"))["services"]

    assert published == {
        (f"{service}-grpc", address, int(address.rpartition(":")[2]))
        for service, doors in said.items()
        for address in doors.values()
    }
    assert {name for name, each in found.items() if "doors" in each["networks"]} == {f"{s}-grpc" for s in SERVICES}
    assert {address.partition(":")[0] for _, address, _ in published} == {"127.0.0.1"}


def test_nobody_starts_before_what_it_needs(found: Mapping[str, Container]) -> None:
    """Databases before tables, tables before processes, a broker before who speaks to it."""
    before = {
        name: {who: each["condition"] for who, each in container.get("depends_on", {}).items()}
        for name, container in found.items()
    }

    assert before["provide"] == {"postgres": WELL}
    assert before["migrate"] == {"provide": FINISHED}
    for service in SERVICES:
        assert before[f"{service}-worker"] == {"migrate": FINISHED, "rabbitmq": WELL}
        assert before[f"{service}-grpc"] == {"migrate": FINISHED}


def test_whoever_stays_up_says_whether_it_is_well_and_has_time_to_stop(found: Mapping[str, Container]) -> None:
    """A process of ours where it listens for its keepers."""
    for name, container in found.items():
        if name in ONCE:
            continue
        assert container["healthcheck"]["test"][0] == "CMD"
        assert container["stop_grace_period"] in {"30s", "1m0s"}
        assert container["restart"] == "unless-stopped"
        if name not in SERVERS:
            port = container["environment"]["SOMICIS_PROBE_ADDRESS"].rpartition(":")[2]
            assert f":{port}/readyz" in container["healthcheck"]["test"][-1]


def test_the_passwords_of_servers_and_services_agree_and_are_kept(
    found: Mapping[str, Container], stack: Layout
) -> None:
    """They are made once, each another, and none is in the checkout."""
    before = {path.name: path.read_bytes() for path in (stack.root / "environment").iterdir()}
    compose.prepare(stack)
    assert {path.name: path.read_bytes() for path in (stack.root / "environment").iterdir()} == before

    administrator = found["postgres"]["environment"]["POSTGRES_PASSWORD"]
    broker = found["rabbitmq"]["environment"]["RABBITMQ_DEFAULT_PASS"]
    assert f":{administrator}@" in found["provide"]["environment"]["SOMICIS_POSTGRES_URL"]
    assert f":{broker}@" in found["intake-worker"]["environment"]["SOMICIS_BROKER_URL"]
    own = {
        service: found[f"{service}-grpc"]["environment"][f"SOMICIS_{service.upper()}_DATABASE_URL"]
        for service in SERVICES
    }
    assert len({administrator, broker, *own.values()}) == 2 + len(SERVICES)
    written = {
        name: set(each.get("environment", {})) for name, each in yaml.safe_load(FILE.read_text())["services"].items()
    }
    assert {name for names in written.values() for name in names} == {
        "ERL_EPMD_ADDRESS",
        "POSTGRES_INITDB_ARGS",
        "RABBITMQ_NODENAME",
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
    }
