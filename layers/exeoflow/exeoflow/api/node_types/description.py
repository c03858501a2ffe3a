"""Describe the types of node, from their rows in the table and the models of their configurations."""

from collections.abc import Iterable

from exeoflow.api.node_types.answers import (
    ExpressionField,
    ExpressionForm,
    HandleShown,
    NodeTypeList,
    NodeTypeShown,
    NodeTypeText,
)
from exeoflow.api.schema import with_overlaps
from exeoflow.nodes.fields import Templated, WholeExpression
from exeoflow.nodes.node_type import AnyHandle, HandleInField, HandlePerEntry, NamedHandles, NodeType
from exeoflow.nodes.texts import expression_fields
from exeoflow.texts import Language, node_type_text


def node_types_shown(types: Iterable[NodeType]) -> NodeTypeList:
    """Show the types in their order."""
    return {"node_types": [_shown(each) for each in types]}


def _shown(node_type: NodeType) -> NodeTypeShown:
    schema = node_type.config.model_json_schema()
    (example,) = schema.pop("examples")
    shown: NodeTypeShown = {
        "type": node_type.name,
        "kind": node_type.kind.value,
        "texts": {"de": _text(node_type, "de"), "en": _text(node_type, "en")},
        "handles": [_handle(each) for each in node_type.ordinary],
        "takes_on_error": node_type.can_fail,
        "takes_retry": node_type.is_task or node_type.task_field is not None,
        "takes_timeout": node_type.is_task and not node_type.has_own_timeout,
        "config": with_overlaps(schema),
        "expressions": [_expression(name, role) for name, role in expression_fields(node_type.config)],
        "example": example,
    }
    if node_type.task_field is not None:
        shown["task_when"] = node_type.task_field
    return shown


def _text(node_type: NodeType, language: Language) -> NodeTypeText:
    title, summary = node_type_text(node_type.name, language)
    return {"title": title, "summary": summary}


def _handle(handle: AnyHandle) -> HandleShown:
    if isinstance(handle, HandleInField):
        return {"each": handle.field}
    if isinstance(handle, NamedHandles):
        return {"each": f"{handle.field}[]"}
    if isinstance(handle, HandlePerEntry):
        return {"each": f"{handle.entries}[].{handle.field}"}
    return {"name": handle.name} if handle.when is None else {"name": handle.name, "when": handle.when}


def _expression(field: str, role: Templated | WholeExpression) -> ExpressionField:
    return {"field": field, "form": _form(role)}


def _form(role: Templated | WholeExpression) -> ExpressionForm:
    if isinstance(role, Templated):
        return "template"
    return "item_expression" if role.binds_item else "expression"
