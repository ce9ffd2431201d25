"""What is applied to a cluster is what the code asks for, and no more than a pod of ours needs."""

from collections import Counter
from copy import deepcopy
from typing import Any

import kubernetes_validate
import pytest

from stacks.layout import SERVICES
from tests.support.manifests import OVERLAYS, Container, containers, rendered
from tests.support.told import Told

KUBERNETES = "1.37"
MODULES = ("stacks.worker", "stacks.edge", "stacks.migrate")


@pytest.fixture(params=OVERLAYS)
def overlay(request: pytest.FixtureRequest) -> str:
    """Each overlay in turn."""
    return str(request.param)


def troubles_of(container: Container, patched: pytest.MonkeyPatch) -> list[str]:
    """What its process is told and does not know, or must open and does not find; what is missing is raised."""
    module, service = container.program
    told = Told(module, [service], container.environment(), container.files())
    return [f"unknown {name}" for name in told.unknown()] + [f"no file {path}" for path in told.missing(patched)]


def refused(container: Container) -> list[str]:
    """What the "restricted" pod security standard would find wrong, and what we ask beside it."""
    pod, itself = container.pod["securityContext"], container.itself["securityContext"]
    required: dict[str, Any] = {
        "runs as somebody": pod["runAsNonRoot"] and pod["runAsUser"] > 0,
        "may not call the kernel as it likes": pod["seccompProfile"] == {"type": "RuntimeDefault"},
        "gains no privilege": itself["allowPrivilegeEscalation"] is False,
        "has no capability": itself["capabilities"] == {"drop": ["ALL"]},
        "writes no file of the image": itself["readOnlyRootFilesystem"],
        "has no account": container.pod["automountServiceAccountToken"] is False,
        "is alone in its environment": container.pod["enableServiceLinks"] is False,
    }
    return [f"{container.name}: {what}" for what, holds in required.items() if not holds]


def test_every_manifest_is_what_kubernetes_knows(overlay: str) -> None:
    """A field that is misspelt would be dropped or refused only by the cluster."""
    for manifest in rendered(overlay):
        kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


def test_a_misspelt_field_is_found() -> None:
    """The guard is seen to fail."""
    manifest: Any = deepcopy(next(each for each in rendered("dev") if each["kind"] == "Deployment"))
    manifest["spec"]["template"]["spec"]["enableServiceLink"] = False
    with pytest.raises(kubernetes_validate.ValidationError, match="enableServiceLink"):
        kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


def test_every_service_has_its_processes_and_its_migration(overlay: str) -> None:
    """Once each, and nothing has another's name."""
    assert Counter(each.program for each in containers(overlay)) == Counter(
        (module, service) for module in MODULES for service in SERVICES
    )
    names = Counter((each["kind"], each["metadata"]["name"]) for each in rendered(overlay))
    assert [name for name, times in names.items() if times > 1] == []


def test_every_container_is_told_what_its_process_must_know(overlay: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting that is missing, misspelt or another's is found here and not by a pod that does not start."""
    for container in containers(overlay):
        with monkeypatch.context() as patched:
            assert troubles_of(container, patched) == [], container.name


def test_a_container_told_too_much_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard is seen to fail."""
    container = next(each for each in containers("dev") if each.name == "intake-grpc")
    spoiled = {name: {**data, "SOMICIS_PEOPLE_ADRESS": "x"} for name, data in container.config.items()}
    assert troubles_of(Container(container.owner, spoiled), monkeypatch) == ["unknown SOMICIS_PEOPLE_ADRESS"]


def test_a_deployment_has_no_test_clock(overlay: str) -> None:
    """What it records counts."""
    told = {name for each in containers(overlay) for name in each.environment()}
    assert [name for name in told if "THROWAWAY" in name or "TEST_CLOCK" in name or "LOSSES" in name] == []


def test_every_pod_is_restricted(overlay: str) -> None:
    """A namespace that enforces the standard takes them, and ours does."""
    assert [trouble for each in containers(overlay) for trouble in refused(each)] == []
    labels = next(each for each in rendered(overlay) if each["kind"] == "Namespace")["metadata"]["labels"]
    assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


def test_every_process_is_probed_where_it_listens(overlay: str) -> None:
    """Over HTTP, on the port its metrics are on."""
    for container in containers(overlay):
        if container.owner["kind"] != "Deployment":
            continue
        itself, told = container.itself, container.environment()
        ports = {each["name"]: each["containerPort"] for each in itself["ports"]}
        assert itself["livenessProbe"]["httpGet"] == {"path": "/livez", "port": "probe"}
        assert itself["readinessProbe"]["httpGet"] == {"path": "/readyz", "port": "probe"}
        # Every door it is told of is named, with its number.
        doors = {door: told.get(f"SOMICIS_{door.upper()}_ADDRESS") for door in ("probe", "organisations", "people")}
        assert {door: f"0.0.0.0:{port}" for door, port in ports.items()} == {d: a for d, a in doors.items() if a}


def test_both_tls_ports_of_a_service_are_reached(overlay: str) -> None:
    """Under the address intake asks the catalogue at, too."""
    services = [each for each in rendered(overlay) if each["kind"] == "Service"]
    ports = {
        each["metadata"]["name"]: {port["name"]: port["port"] for port in each["spec"]["ports"]} for each in services
    }
    assert ports == {f"{service}-grpc": {"organisations": 7443, "people": 7444} for service in SERVICES}
    (asked,) = {
        value
        for each in containers(overlay)
        for name, value in each.environment().items()
        if "CATALOGUE_ADDRESS" in name
    }
    assert asked == "catalogue-grpc:7443"


def test_no_secret_is_in_the_checkout(overlay: str) -> None:
    """They come from outside, by the names docs/deploying.md lists."""
    assert [each for each in rendered(overlay) if each["kind"] == "Secret"] == []
