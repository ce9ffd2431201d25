"""What is applied to a cluster, as kubectl renders it from deploy/k8s, and what a container of it is told."""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from tests.support.checkout import ROOT, tool

Manifest = Mapping[str, Any]

OVERLAYS = ("dev", "production")
AUTHORITY = "/run/somicis/servers/ca.pem"
TO_POSTGRES = {"PGSSLMODE": "verify-full", "PGSSLROOTCERT": AUTHORITY}
"""What PostgreSQL's own library reads in the environment."""
FROM_OUTSIDE = {
    "database-url": "postgresql+psycopg://placeholder@db:5432/placeholder",
    "url": "amqps://placeholder@broker:5671/",
}
"""Stands for what a Secret holds, by its key."""


@cache
def rendered(overlay: str) -> Sequence[Manifest]:
    """Every manifest of an overlay."""
    words = [tool("kubectl"), "kustomize", str(ROOT / "deploy" / "k8s" / "overlays" / overlay)]
    answer = subprocess.run(words, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return list(yaml.safe_load_all(answer.stdout))


@dataclass(frozen=True)
class Container:
    """The one container of a pod, with the pod and the ConfigMaps it is told from."""

    owner: Manifest
    config: Mapping[str, Mapping[str, str]]

    @property
    def name(self) -> str:
        """What the pod's owner is called."""
        return str(self.owner["metadata"]["name"])

    @property
    def pod(self) -> Manifest:
        """The pod's specification."""
        spec: Manifest = self.owner["spec"]["template"]["spec"]
        return spec

    @property
    def itself(self) -> Manifest:
        """The container's specification; a pod of ours has one and no more."""
        (only,) = self.pod["containers"]
        return dict(only)

    @property
    def program(self) -> tuple[str, str]:
        """The module it runs and the service it runs it for."""
        flag, module, service = self.itself["args"]
        assert flag == "-m"
        return module, service

    def environment(self) -> Mapping[str, str]:
        """What its process finds in its environment. A ConfigMap or key that is not there is a KeyError."""
        told: dict[str, str] = {}
        for source in self.itself["envFrom"]:
            told |= self.config[source["configMapRef"]["name"]]
        return told | {each["name"]: _value(each) for each in self.itself["env"]}

    def files(self) -> set[str]:
        """The path of every file that is mounted from a Secret."""
        folders = {mount["name"]: mount["mountPath"] for mount in self.itself["volumeMounts"]}
        return {f"{folders[volume['name']]}/{path}" for volume in self.pod["volumes"] for path in _paths(volume)}


def containers(overlay: str) -> Iterator[Container]:
    """Every container of an overlay."""
    manifests = rendered(overlay)
    config = {each["metadata"]["name"]: each["data"] for each in manifests if each["kind"] == "ConfigMap"}
    for each in manifests:
        if "template" in each.get("spec", {}):
            yield Container(each, config)


def _value(variable: Manifest) -> str:
    if "value" in variable:
        return str(variable["value"])
    source = variable["valueFrom"]
    if "secretKeyRef" in source:
        return FROM_OUTSIDE[source["secretKeyRef"]["key"]]
    assert source == {"fieldRef": {"fieldPath": "metadata.name"}}
    return "pod"


def _paths(volume: Manifest) -> Iterator[str]:
    if "projected" in volume:
        sources = [source["secret"] for source in volume["projected"]["sources"]]
    else:
        sources = [volume["secret"]] if "secret" in volume else []
    for source in sources:
        yield from (item["path"] for item in source["items"])
