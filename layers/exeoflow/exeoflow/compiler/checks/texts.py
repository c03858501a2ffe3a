"""Checks of the expressions in a node's configuration."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from exeoflow.diagnostics import Diagnostic, Guess
from exeoflow.diagnostics.path import join_path
from exeoflow.expressions import CLOSE, OPEN, Expression, ExpressionFault, Reference
from exeoflow.model.workflows.workflow import Node
from exeoflow.nodes.texts import ConfigText

_ENOUGH_IDS = 100
"""More are not compared, and each fault holds its own."""


def check_texts(
    index: int, node: Node, texts: Iterable[ConfigText], ids: Mapping[str, None]
) -> Iterator[Diagnostic]:
    """Faults of syntax and of names in the texts of a node; `ids` are the workflow's nodes."""
    for text in texts:
        if faults := _faults(text, ids):
            field = join_path(*text.path)
            path = join_path("nodes", index, "config", *text.path)
            for fault in faults:
                yield replace(fault, path=path, node_id=node.id, values={**fault.values, "field": field})


def _faults(text: ConfigText, ids: Mapping[str, None]) -> Sequence[Diagnostic]:
    """The faults of a text, which do not know yet where it stands; nearly always there are none."""
    try:
        expressions = text.parse()
    except ExpressionFault as fault:
        return (_of_syntax(fault),)
    if not expressions:
        return ()
    unknown: list[tuple[int, Reference]] = []
    is_without_root = False
    for number, expression in enumerate(expressions):
        if expression.reads_context:
            is_without_root = True
        for reference in expression.references:
            if reference.root == "nodes" and reference.name not in ids:
                unknown += [(number, reference)]
    if not unknown and not is_without_root:
        return ()
    faults = [*_unknown_nodes(text, expressions, unknown, ids)]
    if is_without_root:
        faults.append(Diagnostic("expression-without-root", ""))
    return faults


def _of_syntax(fault: ExpressionFault) -> Diagnostic:
    return Diagnostic(
        fault.rule,
        "",
        values={**fault.values, "offset": str(fault.offset + 1)},
        offset=fault.offset,
        length=fault.length,
        suggestion=fault.suggestion,
    )


def _unknown_nodes(
    text: ConfigText,
    expressions: tuple[Expression, ...],
    unknown: Iterable[tuple[int, Reference]],
    ids: Mapping[str, None],
) -> Iterator[Diagnostic]:
    """The nodes that do not exist, each once, in the order of their first use.

    `unknown` are all references to such, with the numbers of their expressions.
    """
    offsets = [*offsets_of(text.text, expressions)]
    seen: set[str] = set()
    for number, reference in unknown:
        name = reference.name
        if name not in seen:
            seen.add(name)
            yield Diagnostic(
                "reference-unknown-node",
                "",
                values={"node": name},
                offset=offsets[number] + reference.start,
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
