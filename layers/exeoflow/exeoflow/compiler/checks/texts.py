"""Checks of the expressions in a node's configuration."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from exeoflow.diagnostics import Diagnostic, Guess
from exeoflow.diagnostics.path import join_path
from exeoflow.expressions import CLOSE, OPEN, Expression, ExpressionFault
from exeoflow.model.workflow import Node
from exeoflow.nodes.texts import ConfigText

_ENOUGH_IDS = 100
"""More are not compared, and each fault holds its own."""


def check_texts(
    index: int, node: Node, texts: Iterable[ConfigText], ids: Mapping[str, None]
) -> Iterator[Diagnostic]:
    """Faults of syntax and of names in the texts of a node; `ids` are the workflow's nodes."""
    for text in texts:
        if _is_sound(text, ids):
            continue
        for fault in _faults(text, ids):
            field = join_path(*text.path)
            path = join_path("nodes", index, "config", *text.path)
            yield replace(fault, path=path, node_id=node.id, values={**fault.values, "field": field})


def _is_sound(text: ConfigText, ids: Mapping[str, None]) -> bool:
    """Whether there is no fault, as nearly always."""
    try:
        expressions = text.parse()
    except ExpressionFault:
        return False
    for expression in expressions:
        if expression.reads_context:
            return False
        for reference in expression.references:
            if reference.root == "nodes" and reference.name not in ids:
                return False
    return True


def _faults(text: ConfigText, ids: Mapping[str, None]) -> Iterator[Diagnostic]:
    """The faults of a text, which do not know yet where it stands."""
    try:
        expressions = text.parse()
    except ExpressionFault as fault:
        values = {**fault.values, "offset": str(fault.offset + 1)}
        yield Diagnostic(
            fault.rule,
            "",
            values=values,
            offset=fault.offset,
            length=fault.length,
            suggestion=fault.suggestion,
        )
        return
    yield from _unknown_nodes(text, expressions, ids)
    if any(expression.reads_context for expression in expressions):
        yield Diagnostic("expression-without-root", "")


def _unknown_nodes(
    text: ConfigText, expressions: tuple[Expression, ...], ids: Mapping[str, None]
) -> Iterator[Diagnostic]:
    """The nodes that do not exist, each once, in the order of their first use."""
    seen: set[str] = set()
    for offset, expression in zip(offsets_of(text.text, expressions), expressions, strict=True):
        for reference in expression.references:
            name = reference.name
            if reference.root == "nodes" and name not in ids and name not in seen:
                seen.add(name)
                yield Diagnostic(
                    "reference-unknown-node",
                    "",
                    values={"node": name},
                    offset=offset + reference.start,
                    length=reference.end - reference.start,
                    suggestion=Guess(name, tuple(islice(ids, _ENOUGH_IDS)), "$nodes.{}"),
                )


def offsets_of(text: str, expressions: tuple[Expression, ...]) -> Iterator[int]:
    """Where each expression of a text begins."""
    position = 0
    for expression in expressions:
        # An expression without braces around it may hold some in a text of its own.
        opened = text.find(OPEN, position)
        start = text.find(expression.source, max(opened, position))
        start = start if start >= 0 else text.index(expression.source, position)
        yield start
        position = text.find(CLOSE, start + len(expression.source)) + len(CLOSE)
