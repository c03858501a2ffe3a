"""What the template allows each function, with every intrinsic function resolved."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from local.place import ACCOUNT_ID, REGION, STACK_NAME, TEMPLATE
from local.template.document import read_document
from local.template.resolver import Deployment, Resolver
from tests.permissions.needs import Need

_DOCUMENT = read_document(TEMPLATE)
_RESOLVER = Resolver(_DOCUMENT, Deployment(STACK_NAME, REGION, ACCOUNT_ID), {})


@dataclass(frozen=True, slots=True, order=True)
class Permission:
    """One action on all resources of a pattern."""

    action: str
    pattern: str

    def covers(self, need: Need) -> bool:
        """Tell whether it allows what is needed."""
        return fnmatchcase(need.action, self.action) and fnmatchcase(need.resource, self.pattern)


@dataclass(frozen=True, slots=True)
class Policies:
    """A function's own permissions, and the names of the policies that it shares with others."""

    own: frozenset[Permission]
    shared: tuple[str, ...]

    @property
    def all(self) -> set[Permission]:
        """All that the function may do."""
        return set(self.own).union(*(permissions_of_policy(name) for name in self.shared))


def policies_of_functions() -> dict[str, Policies]:
    """Return every function's policies, by its physical name."""
    return {
        f"{STACK_NAME}-{name}": _policies(resource["Properties"].get("Policies", []))
        for name, resource in _DOCUMENT["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }


def permissions_of_policy(logical_id: str) -> set[Permission]:
    """Return the permissions in a managed policy of the stack."""
    return set(_permissions(_DOCUMENT["Resources"][logical_id]["Properties"]["PolicyDocument"]))


def _policies(declared: list[dict[str, Any]]) -> Policies:
    own = [permission for policy in declared if "Ref" not in policy for permission in _permissions(policy)]
    return Policies(frozenset(own), tuple(policy["Ref"] for policy in declared if "Ref" in policy))


def _permissions(policy: dict[str, Any]) -> Iterator[Permission]:
    for statement in _RESOLVER.resolve(policy["Statement"]):
        yield from _statement(statement)


def _statement(statement: dict[str, Any]) -> Iterator[Permission]:
    assert statement["Effect"] == "Allow"
    for action in _listed(statement["Action"]):
        for resource in _listed(statement["Resource"]):
            yield Permission(action, _RESOLVER.resolve(resource))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
