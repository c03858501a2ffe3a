"""The explicit table of node types, shared by checks, compiler, documentation and OpenAPI."""

from collections.abc import Mapping
from types import MappingProxyType

from exeoflow.model.workflow import Node
from exeoflow.nodes.data import FilterConfig, SetConfig, TransformConfig
from exeoflow.nodes.fields import Config
from exeoflow.nodes.http import HttpRequestConfig
from exeoflow.nodes.logic import (
    ConditionConfig,
    ForEachConfig,
    MergeConfig,
    StopConfig,
    SwitchConfig,
    WaitConfig,
    condition_handles,
    for_each_handles,
    stop_handles,
    switch_handles,
)
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.trigger import TriggerConfig

_ROWS = (
    NodeType("trigger", Kind.TRIGGER, TriggerConfig, can_fail=False),
    NodeType("condition", Kind.LOGIC, ConditionConfig, condition_handles),
    NodeType("switch", Kind.LOGIC, SwitchConfig, switch_handles),
    NodeType("merge", Kind.LOGIC, MergeConfig),
    NodeType("for_each", Kind.LOGIC, ForEachConfig, for_each_handles),
    NodeType("wait", Kind.LOGIC, WaitConfig),
    NodeType("stop", Kind.LOGIC, StopConfig, stop_handles),
    NodeType("set", Kind.DATA, SetConfig, is_pure=True),
    NodeType("transform", Kind.DATA, TransformConfig, is_pure=True),
    NodeType("filter", Kind.DATA, FilterConfig, is_pure=True),
    NodeType("http_request", Kind.ACTION, HttpRequestConfig, is_task=True),
)

NODE_TYPES: Mapping[str, NodeType] = MappingProxyType({row.name: row for row in _ROWS})


def parse_config(node: Node) -> Config:
    """The configuration as its type's model; `KeyError` for an unknown type, pydantic's error for faults."""
    return NODE_TYPES[node.type].config.model_validate(node.config)
