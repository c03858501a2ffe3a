"""The role of the state machines allows what the node types need, and nothing else."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from exeoflow.nodes.permission import OWN
from exeoflow.nodes.table import NODE_TYPES
from local.template.document import read_document

TEMPLATE = read_document(Path(__file__).parents[3] / "template.yaml")

# What Step Functions needs for itself, whatever the nodes are.
_OBSERVING = ("logs:", "xray:")


def listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def in_sub_notation(resource: object) -> str:
    """Return a resource as the node types write it: `${Resource.Arn}` and `${Parameter}` within a text."""
    match resource:
        case {"Fn::GetAtt": [name, attribute]}:
            return f"${{{name}.{attribute}}}"
        case {"Fn::Sub": str(text)}:
            return text.replace("${!aws:PrincipalTag/exeoflow-resources}", OWN)
        case _:
            return str(resource)


def test_role_allows_what_node_types_need_and_nothing_else() -> None:
    needed: dict[str, set[str]] = defaultdict(set)
    for node_type in NODE_TYPES.values():
        for permission in node_type.permissions:
            for action in permission.actions:
                needed[action].update(permission.resources)

    allowed: dict[str, set[str]] = defaultdict(set)
    policy = TEMPLATE["Resources"]["MachinesPolicy"]["Properties"]["PolicyDocument"]
    for statement in policy["Statement"]:
        for action in listed(statement["Action"]):
            if statement["Effect"] == "Allow" and not action.startswith(_OBSERVING):
                allowed[action].update(map(in_sub_notation, listed(statement["Resource"])))

    assert allowed == needed
