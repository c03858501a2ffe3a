"""What n8n tells beside the items: of the workflow, the run, the node before, and the parameters of nodes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from exeoflow.expressions.jsonata import chained
from exeoflow.importers.n8n.expressions import templates
from exeoflow.importers.n8n.expressions.javascript.parsing import parse
from exeoflow.importers.n8n.expressions.javascript.syntax import Call, Constant, Index, Member, Name, Node
from exeoflow.importers.n8n.expressions.kinds import UNDEFINED, Kind, Value, quoted
from exeoflow.importers.n8n.expressions.literals import constant, position_in, text_in
from exeoflow.importers.n8n.expressions.values import NoMeaning

if TYPE_CHECKING:
    from exeoflow.importers.n8n.expressions.rules import Rules


def named(rules: "Rules", name: str) -> Value | None:
    """What a name alone stands for."""
    match name:
        case "$executionId":
            return of_execution(rules, "id")
        case "$resumeWebhookUrl":
            return of_execution(rules, "resumeUrl")
        case "$mode":
            return of_execution(rules, "mode")
        case "$runIndex" if rules.scope.run_index is not None:
            return Value(f"({rules.scope.run_index})", Kind.NUMBER)
        case "$credentials":  # n8n tells them to nodes that are data only, of which there are none here
            rules.approximations.add("expression-credentials")
            return UNDEFINED
    return None


def of_workflow(rules: "Rules", name: str) -> Value:
    """`$workflow.name`; what n8n does not tell of a workflow is nothing."""
    match name:
        case "name":
            return Value(quoted(rules.scope.workflow_name), Kind.STRING)
        case "id":
            rules.approximations.add("expression-workflow-id")
            return Value("$workflow.id", Kind.STRING)
        case "active":  # whoever is started by a trigger is active
            rules.approximations.add("expression-workflow")
            return Value("true", Kind.BOOLEAN)
    return UNDEFINED


def of_execution(rules: "Rules", name: str) -> Value:
    """`$execution.id`; what n8n does not tell of a run is nothing."""
    match name:
        case "id":
            rules.approximations.add("expression-execution-id")
            return Value("$execution.id", Kind.STRING)
        case "resumeUrl":
            rules.approximations.add("expression-resume-url")
            return Value("$execution.resume_url", Kind.STRING)
        case "mode":
            rules.approximations.add("expression-execution")
            return Value('"production"', Kind.STRING)
        case "customData" | "resumeFormUrl":
            raise NoMeaning("expression-execution")
    return UNDEFINED


def of_previous(rules: "Rules", name: str) -> Value:
    """`$prevNode.name`, where only one arrow leads to the node."""
    if rules.scope.previous is None:
        raise NoMeaning("expression-previous-node")
    node, output = rules.scope.previous
    match name:
        case "name":
            return Value(quoted(node), Kind.STRING)
        case "outputIndex":
            return Value(str(output), Kind.NUMBER)
        case "runIndex":
            raise NoMeaning("expression-previous-node")
    return UNDEFINED


_CONTEXT: Final = frozenset({"items", "processedItems", "sourceData", "maxRunIndex"})
"""What n8n keeps of a loop beside what is known here."""


def of_context(context: Mapping[str, str] | None, name: str) -> Value:
    """`$('Loop').context.noItemsLeft`; what n8n does not keep of a loop is nothing."""
    if context is None or name in _CONTEXT:
        raise NoMeaning("expression-node-context")
    if name not in context:
        return UNDEFINED
    return Value(context[name], Kind.NUMBER if name == "currentRunIndex" else Kind.BOOLEAN)


def parameter(rules: "Rules", node: Node) -> Value | None:
    """A part of `$parameter`, `$node["A"].parameter` or `$('A').params`, None if it is none of them.

    n8n evaluates a parameter that is computed where it is read, and gives one within another as it is
    written. A default that an export leaves out is not known: it is nothing here.
    """
    path: list[str | int] = []
    while isinstance(node, Member | Index):
        if (parameters := _parameters(rules, node)) is not None:
            return _read(rules, parameters, path[::-1])
        match node:
            case Member():
                path.append(node.name)
            case Index(index=index) if (position := position_in(index)) is not None:
                path.append(int(position))
            case _:
                return None
        node = node.value
    return _read(rules, rules.scope.parameters, path[::-1]) if node == Name("$parameter") and path else None


def _parameters(rules: "Rules", node: Member | Index) -> Mapping[str, Any] | None:
    match node:
        case Member(value=Call(function=Name(name="$"), arguments=(argument,)), name="params") if (
            name := text_in(argument)
        ) is not None:
            return rules.earlier(name).parameters
        case Member(value=Member(value=Name(name="$node"), name=name), name="parameter" | "params"):
            return rules.earlier(name).parameters
        case Member(value=Name(name="$input"), name="params"):
            return rules.scope.parameters
    return None


def _read(rules: "Rules", parameters: Mapping[str, Any], path: list[str | int]) -> Value | None:
    """What is at a path; None where it leads into a text or a number, of which the other rules know more."""
    value: Any = parameters
    for depth, step in enumerate(path):
        if value is None or isinstance(value, str | int | float):
            return None
        try:
            value = value[step]
        except (LookupError, TypeError):
            rules.approximations.add("expression-node-parameters")
            return UNDEFINED
        if depth == 0 and isinstance(value, Mapping) and value.get("__rl") is True:
            value = value.get("value")
    match value:
        case str() if len(path) == 1 and value.startswith("="):
            return _computed(rules, value[1:])
        case None | bool() | int() | float() | str():
            found = constant(Constant(value))
            return replace(found, text=f"({found.text})") if found.is_only(Kind.NUMBER) else found
    raise NoMeaning("expression-node-parameters")


def _computed(rules: "Rules", text: str) -> Value:
    parts = templates.split(text)
    if any(isinstance(part, templates.Code) and "$parameter" in part.source for part in parts):
        raise NoMeaning("expression-parameters")  # it could read itself
    if len(parts) == 1 and isinstance(parts[0], templates.Code):
        return rules.value(parse(parts[0].source))
    pieces = [
        rules.piece(parse(part.source)) if isinstance(part, templates.Code) else quoted(part)
        for part in parts
    ]
    return Value(f"({chained(pieces, '&')})" if pieces else '""', Kind.STRING)
