"""The types of node as the API shows them: all that an editor needs to offer and to check them."""

from typing import Annotated, Any, Literal, NotRequired

from typing_extensions import TypedDict

from exeoflow.api.schema import Schema

ExpressionForm = Literal["template", "expression", "item_expression"]


class HandleShown(TypedDict):
    """An ordinary handle by its name, null for the one without; `when` is the field that must be true for it.

    `each` stands in the place of a name: a handle for each entry of a list, by the name in this field of it.
    """

    name: NotRequired[str | None]
    each: NotRequired[Annotated[str, Schema({"examples": ["cases[].handle"]})]]
    when: NotRequired[str]


class ExpressionField(TypedDict):
    """A field that may hold expressions: within `{{ }}` in its strings, or as a whole, also for each item."""

    field: Annotated[str, Schema({"examples": ["cases[].expression"]})]
    form: ExpressionForm


class NodeTypeText(TypedDict):
    """A type of node in the words of a language."""

    title: str
    summary: str


class NodeTypeTexts(TypedDict):
    """A type of node in the words of each language."""

    de: NodeTypeText
    en: NodeTypeText


class NodeTypeShown(TypedDict):
    """A type of node: its configuration, its handles, and which of a node's other fields mean something.

    `config` is the JSON Schema of the configuration, `example` one that it allows. Where `task_when` names a
    field of it, `retry` means something only if that is true.
    """

    type: Annotated[str, Schema({"examples": ["http_request"]})]
    kind: Literal["trigger", "logic", "action", "data"]
    texts: NodeTypeTexts
    handles: list[HandleShown]
    takes_on_error: bool
    takes_retry: bool
    takes_timeout: bool
    task_when: NotRequired[str]
    config: dict[str, Any]
    expressions: list[ExpressionField]
    example: dict[str, Any]


class NodeTypeList(TypedDict):
    """All types of node, in the order of the documentation."""

    node_types: list[NodeTypeShown]
