"""The explicit table of node types, shared by checks, compiler, documentation and OpenAPI: a row for each."""

from collections.abc import Mapping
from types import MappingProxyType

from exeoflow.model.workflow import Node, Workflow
from exeoflow.nodes.ai import AI
from exeoflow.nodes.approval import APPROVAL
from exeoflow.nodes.choices import CONDITION, SWITCH
from exeoflow.nodes.code import CODE
from exeoflow.nodes.collections import AGGREGATE, DEDUPLICATE, LIMIT, SORT, SPLIT
from exeoflow.nodes.data import FILTER, MAP, SET, TRANSFORM
from exeoflow.nodes.database import DATABASE
from exeoflow.nodes.ends import RESPOND, STOP
from exeoflow.nodes.fields import Config
from exeoflow.nodes.file import FILE
from exeoflow.nodes.for_each import FOR_EACH
from exeoflow.nodes.http_request import HTTP_REQUEST
from exeoflow.nodes.image import IMAGE
from exeoflow.nodes.lambda_function import LAMBDA
from exeoflow.nodes.merge import MERGE
from exeoflow.nodes.messages import EMAIL, EMIT_EVENT, NOTIFY, QUEUE
from exeoflow.nodes.node_type import NodeType
from exeoflow.nodes.parse_format import FORMAT, HMAC, PARSE
from exeoflow.nodes.partition import PARTITION
from exeoflow.nodes.placeholder import PLACEHOLDER
from exeoflow.nodes.storage import STORAGE
from exeoflow.nodes.sub_workflow import SUB_WORKFLOW
from exeoflow.nodes.trigger import TRIGGER
from exeoflow.nodes.wait import WAIT

_ROWS = (
    TRIGGER,
    CONDITION,
    SWITCH,
    PARTITION,
    MERGE,
    FOR_EACH,
    WAIT,
    APPROVAL,
    STOP,
    RESPOND,
    PLACEHOLDER,
    SET,
    TRANSFORM,
    MAP,
    FILTER,
    SORT,
    LIMIT,
    AGGREGATE,
    SPLIT,
    DEDUPLICATE,
    PARSE,
    FORMAT,
    HMAC,
    FILE,
    IMAGE,
    HTTP_REQUEST,
    CODE,
    LAMBDA,
    SUB_WORKFLOW,
    QUEUE,
    NOTIFY,
    EMIT_EVENT,
    EMAIL,
    DATABASE,
    STORAGE,
    AI,
)

NODE_TYPES: Mapping[str, NodeType] = MappingProxyType({row.name: row for row in _ROWS})


def parse_config(node: Node) -> Config:
    """The configuration as its type's model; `KeyError` for an unknown type, pydantic's error for faults."""
    return NODE_TYPES[node.type].config.model_validate(node.config)


class Configurations:
    """The configurations of a workflow's nodes, each parsed once for all who ask."""

    def __init__(self, workflow: Workflow) -> None:
        self.workflow = workflow
        # By the object, which the workflow keeps: until it is checked, two nodes may have one id.
        self._parsed: dict[int, Config] = {}

    def of(self, node: Node) -> Config:
        """The configuration of a node of the workflow; raises what `parse_config` raises."""
        key = id(node)
        if key not in self._parsed:
            self._parsed[key] = parse_config(node)
        return self._parsed[key]
