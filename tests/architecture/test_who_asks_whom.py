"""Which service may ask which: the allowed edges of the whole system, in one place a reviewer can read."""

from importlib import import_module

SERVICES = ("intake", "catalogue", "referral", "reporting")

ALLOWED = {("INTAKE", "catalogue", "Match")}
"""Asker, service, method. A worker asks nobody; whoever asks, asks for a person or a partner (design D5b)."""


def test_no_service_asks_another_but_along_these_edges() -> None:
    """A new edge is a decision about who depends on whom, so it is taken here."""
    edges = {
        (asker, service, method)
        for service in SERVICES
        for method, askers in asked_by(service).items()
        for asker in askers
    }

    assert edges == ALLOWED


def asked_by(service: str) -> dict[str, frozenset[str]]:
    """The edges that lead to a service, as it declares them beside who may call it."""
    table = import_module(f"services.{service}.grpc_edge.who_may")
    edges: dict[str, frozenset[str]] = getattr(table, "ASKED_BY", {})
    return edges
