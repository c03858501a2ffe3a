"""The explicit table of node types, shared by checks, compiler, documentation and OpenAPI."""

from collections.abc import Mapping
from types import MappingProxyType

from exeoflow.model.workflow import Node
from exeoflow.nodes.approval import (
    APPROVAL_PERMISSIONS,
    ApprovalConfig,
    approval_errors,
    approval_handles,
)
from exeoflow.nodes.calls import (
    AI_PERMISSIONS,
    LAMBDA_PERMISSIONS,
    SUB_WORKFLOW_PERMISSIONS,
    AiConfig,
    LambdaConfig,
    SubWorkflowConfig,
)
from exeoflow.nodes.collections import (
    AggregateConfig,
    DeduplicateConfig,
    LimitConfig,
    SortConfig,
    SplitConfig,
)
from exeoflow.nodes.data import FilterConfig, SetConfig, TransformConfig
from exeoflow.nodes.fields import Config
from exeoflow.nodes.http import HTTP_REQUEST_PERMISSIONS, HttpRequestConfig
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
    wait_errors,
    wait_handles,
)
from exeoflow.nodes.messages import (
    EMAIL_PERMISSIONS,
    EMIT_EVENT_PERMISSIONS,
    NOTIFY_PERMISSIONS,
    QUEUE_PERMISSIONS,
    EmailConfig,
    EmitEventConfig,
    NotifyConfig,
    QueueConfig,
)
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.respond import RespondConfig, respond_handles
from exeoflow.nodes.stores import (
    DATABASE_PERMISSIONS,
    STORAGE_PERMISSIONS,
    DatabaseConfig,
    StorageConfig,
)
from exeoflow.nodes.trigger import TriggerConfig

_ROWS = (
    NodeType("trigger", Kind.TRIGGER, TriggerConfig, can_fail=False),
    NodeType("condition", Kind.LOGIC, ConditionConfig, condition_handles),
    NodeType("switch", Kind.LOGIC, SwitchConfig, switch_handles),
    NodeType("merge", Kind.LOGIC, MergeConfig),
    NodeType("for_each", Kind.LOGIC, ForEachConfig, for_each_handles),
    NodeType(
        "wait",
        Kind.LOGIC,
        WaitConfig,
        wait_handles,
        wait_errors,
        task_field="call",
        permissions=APPROVAL_PERMISSIONS,
    ),
    NodeType(
        "approval",
        Kind.LOGIC,
        ApprovalConfig,
        approval_handles,
        approval_errors,
        is_task=True,
        permissions=APPROVAL_PERMISSIONS,
    ),
    NodeType("stop", Kind.LOGIC, StopConfig, stop_handles),
    NodeType("respond", Kind.LOGIC, RespondConfig, respond_handles),
    NodeType("set", Kind.DATA, SetConfig),
    NodeType("transform", Kind.DATA, TransformConfig),
    NodeType("filter", Kind.DATA, FilterConfig),
    NodeType("sort", Kind.DATA, SortConfig),
    NodeType("limit", Kind.DATA, LimitConfig),
    NodeType("aggregate", Kind.DATA, AggregateConfig),
    NodeType("split", Kind.DATA, SplitConfig),
    NodeType("deduplicate", Kind.DATA, DeduplicateConfig),
    NodeType(
        "http_request",
        Kind.ACTION,
        HttpRequestConfig,
        is_task=True,
        permissions=HTTP_REQUEST_PERMISSIONS,
    ),
    NodeType("lambda", Kind.ACTION, LambdaConfig, is_task=True, permissions=LAMBDA_PERMISSIONS),
    NodeType(
        "sub_workflow", Kind.LOGIC, SubWorkflowConfig, is_task=True, permissions=SUB_WORKFLOW_PERMISSIONS
    ),
    NodeType("queue", Kind.ACTION, QueueConfig, is_task=True, permissions=QUEUE_PERMISSIONS),
    NodeType("notify", Kind.ACTION, NotifyConfig, is_task=True, permissions=NOTIFY_PERMISSIONS),
    NodeType("emit_event", Kind.ACTION, EmitEventConfig, is_task=True, permissions=EMIT_EVENT_PERMISSIONS),
    NodeType("email", Kind.ACTION, EmailConfig, is_task=True, permissions=EMAIL_PERMISSIONS),
    NodeType("database", Kind.ACTION, DatabaseConfig, is_task=True, permissions=DATABASE_PERMISSIONS),
    NodeType("storage", Kind.ACTION, StorageConfig, is_task=True, permissions=STORAGE_PERMISSIONS),
    NodeType("ai", Kind.ACTION, AiConfig, is_task=True, permissions=AI_PERMISSIONS),
)

NODE_TYPES: Mapping[str, NodeType] = MappingProxyType({row.name: row for row in _ROWS})


def parse_config(node: Node) -> Config:
    """The configuration as its type's model; `KeyError` for an unknown type, pydantic's error for faults."""
    return NODE_TYPES[node.type].config.model_validate(node.config)
