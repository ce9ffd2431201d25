"""A pod reaches what it is told of and nothing else, and what runs twice is not taken away at once."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import make_url

from stacks.layout import SERVICES
from tests.support.checkout import ROOT
from tests.support.manifests import AUTHORITY, OVERLAYS, TO_POSTGRES, Container, Manifest, containers, rendered

DNS = ("kubernetes.io/metadata.name=kube-system", 53)
DATABASE, BROKER = ("somicis/serves=database", 5432), ("somicis/serves=broker", 5671)
CATALOGUE = ("app.kubernetes.io/component=grpc,app.kubernetes.io/name=catalogue", 7443)
REACHED = {"worker": {DNS, DATABASE, BROKER}, "grpc": {DNS, DATABASE}, "migration": {DNS, DATABASE}}


@pytest.fixture(params=OVERLAYS)
def overlay(request: pytest.FixtureRequest) -> str:
    """Each overlay in turn."""
    return str(request.param)


def labels_of(container: Container) -> Mapping[str, str]:
    """What its pod is labelled with."""
    labels: Mapping[str, str] = container.owner["spec"]["template"]["metadata"]["labels"]
    return labels


def of_kind(overlay: str, kind: str) -> list[Manifest]:
    """Every manifest of a kind."""
    return [each for each in rendered(overlay) if each["kind"] == kind]


def selecting(overlay: str, labels: Mapping[str, str], way: str) -> Iterator[Manifest]:
    """Every network policy that holds for pods of these labels, one way."""
    for each in of_kind(overlay, "NetworkPolicy"):
        if way in each["spec"]["policyTypes"] and each["spec"]["podSelector"]["matchLabels"].items() <= labels.items():
            yield each["spec"]


def reached(overlay: str, labels: Mapping[str, str]) -> set[tuple[str, int]]:
    """Whom pods of these labels may call, and at which port."""
    rules = [rule for spec in selecting(overlay, labels, "Egress") for rule in spec["egress"]]
    return {(_written(peer), port["port"]) for rule in rules for peer in rule["to"] for port in rule["ports"]}


def _written(peer: Mapping[str, Any]) -> str:
    chosen = peer.get("podSelector") or peer["namespaceSelector"]
    return ",".join(f"{name}={value}" for name, value in sorted(chosen["matchLabels"].items()))


def test_a_pod_reaches_whom_it_is_told_of(overlay: str) -> None:
    """Workers the broker, intake's gRPC processes the catalogue, everybody their database; nobody anything else."""
    for container in containers(overlay):
        labels = labels_of(container)
        role, service = labels["app.kubernetes.io/component"], labels["app.kubernetes.io/name"]
        asks = {CATALOGUE} if (role, service) == ("grpc", "intake") else set()
        assert reached(overlay, labels) == REACHED[role] | asks, container.name


def test_the_ports_are_those_of_the_addresses(overlay: str) -> None:
    """Of a database, the broker and the catalogue, as the Secrets and ConfigMaps have them."""
    told = {name: value for each in containers(overlay) for name, value in each.environment().items()}
    assert make_url(told["SOMICIS_INTAKE_DATABASE_URL"]).port == DATABASE[1]
    assert f":{BROKER[1]}/" in told["SOMICIS_BROKER_URL"]
    assert told["SOMICIS_INTAKE_CATALOGUE_ADDRESS"].endswith(f":{CATALOGUE[1]}")


def test_the_servers_are_reached_by_ours_alone(overlay: str) -> None:
    """By each other, too; and by no gRPC process the broker."""
    for serves, port, ours in (("database", 5432, {}), ("broker", 5671, {"app.kubernetes.io/component": "worker"})):
        [spec] = selecting(overlay, {"somicis/serves": serves}, "Ingress")
        [from_ours, from_themselves] = spec["ingress"]
        callers = {"app.kubernetes.io/part-of": "somicis", **ours}
        assert from_ours == {"from": [{"podSelector": {"matchLabels": callers}}], "ports": [{"port": port}]}
        assert from_themselves == {"from": [{"podSelector": {"matchLabels": {"somicis/serves": serves}}}]}


def test_the_servers_show_certificates_that_are_looked_at(overlay: str) -> None:
    """Whatever the addresses of databases leave unsaid; every pod has the authority's certificate."""
    for container in containers(overlay):
        assert AUTHORITY in container.files()
        told = container.environment()
        its_broker = AUTHORITY if "SOMICIS_BROKER_URL" in told else None
        assert told.get("SOMICIS_BROKER_AUTHORITY_FILE") == its_broker
        assert told.items() >= TO_POSTGRES.items()
    assert "amqps://" in (ROOT / "docs" / "deploying.md").read_text("utf-8")


def test_of_what_runs_twice_one_stays(overlay: str) -> None:
    """When a machine is emptied one at a time goes, and the two stand on different machines where there are two."""
    deployments = {each["metadata"]["name"]: each["spec"] for each in of_kind(overlay, "Deployment")}
    budgets = {each["metadata"]["name"]: each["spec"] for each in of_kind(overlay, "PodDisruptionBudget")}

    assert set(deployments) == set(budgets) == {f"{s}-{role}" for s in SERVICES for role in ("worker", "grpc")}
    for name, spec in deployments.items():
        assert budgets[name] == {"maxUnavailable": 1, "selector": spec["selector"]}
        spread = spec["template"]["spec"]["topologySpreadConstraints"]
        assert [each["topologyKey"] for each in spread] == ["kubernetes.io/hostname", "topology.kubernetes.io/zone"]
        assert all(each["labelSelector"] == spec["selector"] for each in spread)
        assert spec["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
