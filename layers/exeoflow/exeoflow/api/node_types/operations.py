"""The endpoint that describes the types of node."""

from typing import Final

from exeoflow.api.node_types.answers import NodeTypeList
from exeoflow.api.operation import Operation

LIST_NODE_TYPES: Final = Operation(
    name="list_node_types",
    method="GET",
    path="/v1/node-types",
    scope=None,
    tag="Workflows",
    summary="Describe all types of node: handles, configuration, expressions, words and examples",
    data=NodeTypeList,
    example={
        "node_types": [
            {
                "type": "limit",
                "kind": "data",
                "texts": {
                    "de": {"title": "Begrenzen", "summary": "Behält so viele Elemente einer Liste."},
                    "en": {"title": "Limit", "summary": "Keeps so many items of a list."},
                },
                "handles": [{"name": None}],
                "takes_on_error": True,
                "takes_retry": False,
                "takes_timeout": False,
                "config": {"type": "object", "required": ["count"]},
                "expressions": [{"field": "items", "form": "template"}],
                "example": {"items": "{{ $input.lines }}", "count": 10},
            }
        ]
    },
)
