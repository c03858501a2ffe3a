"""The explicit table of node types, shared by checks, compiler, documentation and OpenAPI: a row for each."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import ValidationError

from exeoflow.model.workflows.workflow import Node, Workflow
from exeoflow.nodes.action.ai import AI
from exeoflow.nodes.action.code import CODE
from exeoflow.nodes.action.database import DATABASE
from exeoflow.nodes.action.http_request import HTTP_REQUEST
from exeoflow.nodes.action.lambda_function import LAMBDA
from exeoflow.nodes.action.messages import EMAIL, EMIT_EVENT, NOTIFY, QUEUE
from exeoflow.nodes.action.storage import STORAGE
from exeoflow.nodes.data.collections import AGGREGATE, DEDUPLICATE, LIMIT, SORT, SPLIT
from exeoflow.nodes.data.computing import FILTER, MAP, SET, TRANSFORM
from exeoflow.nodes.data.file import FILE
from exeoflow.nodes.data.image import IMAGE
from exeoflow.nodes.data.parse_format import FORMAT, HMAC, PARSE
from exeoflow.nodes.fields import Config
from exeoflow.nodes.logic.approval import APPROVAL
from exeoflow.nodes.logic.choices import CONDITION, SWITCH
from exeoflow.nodes.logic.ends import RESPOND, STOP
from exeoflow.nodes.logic.for_each import FOR_EACH
from exeoflow.nodes.logic.merge import MERGE
from exeoflow.nodes.logic.partition import PARTITION
from exeoflow.nodes.logic.placeholder import PLACEHOLDER
from exeoflow.nodes.logic.sub_workflow import SUB_WORKFLOW
from exeoflow.nodes.logic.wait import WAIT
from exeoflow.nodes.node_type import NodeType
from exeoflow.nodes.texts import ConfigText, texts_of
from exeoflow.nodes.trigger import TRIGGER

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
        self._texts: dict[int, list[ConfigText]] = {}

    def of(self, node: Node) -> Config:
        """The configuration of a node of the workflow; raises what `parse_config` raises."""
        key = id(node)
        if key not in self._parsed:
            self._parsed[key] = parse_config(node)
        return self._parsed[key]

    def texts(self, node: Node) -> list[ConfigText]:
        """The texts of a node whose configuration is not at fault, for its checks and for its reads."""
        key = id(node)
        if key not in self._texts:
            self._texts[key] = texts_of(NODE_TYPES[node.type].config, self.of(node))
        return self._texts[key]

    def if_valid(self, node: Node) -> Config | None:
        """The same; None while the node's configuration is at fault, which the checks of nodes tell."""
        try:
            return self.of(node)
        except ValidationError:
            return None
