"""The closed vocabulary: every fact a condition may ask for and a profile may tell."""

from collections.abc import Mapping
from types import MappingProxyType

from services.catalogue.domain.facts.fact import Fact
from services.catalogue.domain.facts.of_enterprise import OF_ENTERPRISE
from services.catalogue.domain.facts.of_person import OF_PERSON
from services.catalogue.domain.facts.of_project import OF_PROJECT

VOCABULARY: Mapping[str, Fact] = MappingProxyType(
    {fact.name: fact for fact in (*OF_PERSON, *OF_ENTERPRISE, *OF_PROJECT)}
)
"""By name."""
OTHER_WAYS: Mapping[str, str] = MappingProxyType(
    {"person.birth_year": "person.birth_date", "project.amount_range": "project.amount"}
)
"""Names under which less is told of a fact, and the fact."""
