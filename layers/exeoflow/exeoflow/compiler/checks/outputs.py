"""What is known of outputs before anything runs, and checks of what expressions read of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Final

from exeoflow.compiler.checks.handed_on import HandedOn
from exeoflow.compiler.checks.texts import offsets_of
from exeoflow.diagnostics import Diagnostic, Guess
from exeoflow.diagnostics.path import join_path
from exeoflow.expressions import ExpressionFault, FieldRead
from exeoflow.model.workflows.workflow import Node, Workflow
from exeoflow.nodes.node_type import ERROR_HANDLE
from exeoflow.nodes.table import NODE_TYPES
from exeoflow.nodes.texts import ConfigText

_TOLD: Final = 30
_COMPARED: Final = 100
"""More are not compared, and each fault holds its own."""


class KnownOutputs:
    """The fields of outputs, by node, whose output is always a node's input, and what is handed on."""

    def __init__(self, workflow: Workflow) -> None:
        found = ((node.id, _fields_of(node)) for node in workflow.nodes)
        self._fields = {node_id: fields for node_id, fields in found if fields is not None}
        sources: defaultdict[str, set[str]] = defaultdict(set)
        for connection in workflow.connections:
            sources[connection.target].add(connection.source)
        self._source = {target: next(iter(each)) for target, each in sources.items() if len(each) == 1}
        self._workflow = workflow

    @cached_property
    def handed_on(self) -> HandedOn:
        """What nodes hand on; found when first asked for, which most workflows never do."""
        return HandedOn(self._workflow)

    def may_tell_of(self, node: Node, text: ConfigText) -> bool:
        """Whether a text may read anything that is known, without looking into it."""
        return bool(self._fields) and ("$nodes" in text.text or self._source.get(node.id) in self._fields)

    def source_of(self, node: Node, name: str) -> str | None:
        """Return the node that a read names, or whose output is always the input of who reads it."""
        return name or self._source.get(node.id)

    def fields(self, node_id: str | None) -> tuple[str, ...] | None:
        """Return all fields that the node's output may have; None if they are not known."""
        return None if node_id is None else self._fields.get(node_id)


def check_field_reads(
    index: int, node: Node, texts: Iterable[ConfigText], outputs: KnownOutputs
) -> Iterator[Diagnostic]:
    """Reads of fields that an output never has: they yield nothing."""
    for text in texts:
        if not outputs.may_tell_of(node, text):
            continue
        for number, read in _reads(text):
            source = outputs.source_of(node, read.name)
            known = outputs.fields(source)
            if source is not None and known is not None and read.field not in known:
                path = join_path("nodes", index, "config", *text.path)
                yield replace(_fault(text, number, read, source, known), path=path, node_id=node.id)


def _fields_of(node: Node) -> tuple[str, ...] | None:
    node_type = NODE_TYPES.get(node.type)
    # One that is switched off puts out what it gets.
    if node_type is None or node.disabled:
        return None
    fields = node_type.known_fields(node.config)
    # Where it goes on after an error, its output says which.
    return fields if fields is None or node.on_error == "fail" else (*fields, ERROR_HANDLE)


def _reads(text: ConfigText) -> Iterator[tuple[int, FieldRead]]:
    """The fields that a text reads, each with the number of its expression."""
    try:
        expressions = text.parse()
    except ExpressionFault:
        return
    for number, expression in enumerate(expressions):
        for read in expression.fields:
            yield number, read


def told_fields(known: tuple[str, ...]) -> str:
    """Write the fields of an output for its author, not all of very many."""
    return ", ".join([f"`{each}`" for each in known[:_TOLD]] + ["…"] * (len(known) > _TOLD))


def _fault(text: ConfigText, number: int, read: FieldRead, source: str, known: tuple[str, ...]) -> Diagnostic:
    """The read as a fault that does not know yet where it stands."""
    offset = [*offsets_of(text.text, text.parse())][number]
    start, end = offset + read.end - len(read.field), offset + read.end
    values = {
        "field": join_path(*text.path),
        "name": read.field,
        "node": source,
        "known": told_fields(known),
    }
    fault = Diagnostic("reference-unknown-field", "", values=values)
    # A name in backticks is written otherwise than it reads.
    if text.text[start:end] != read.field:
        return fault
    guess = Guess(read.field, known[:_COMPARED])
    return replace(fault, offset=start, length=len(read.field), suggestion=guess)
