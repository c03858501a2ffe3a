"""Walks a syntax tree with JSONata's scopes: finds references and refuses names that cannot work."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, cast, get_args

from exeoflow.diagnostics import Guess
from exeoflow.expressions.functions import FUNCTIONS
from exeoflow.expressions.tree import otherwise
from exeoflow.expressions.values import FIELDS, ROOTS, ExpressionFault, FieldRead, Reference, Root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exeoflow.expressions.tree import Symbol

_ROOTS_WITH_NAME = frozenset({"nodes", *FIELDS})
_ROOTS = get_args(Root)
_KNOWN = (
    "`$input`, `$trigger`, `$nodes.<id>`, `$item`, `$index`, `$execution.id`, `$workflow.id`, `$vars.<name>`"
)
_CONTEXT_STEPS = frozenset({"name", "wildcard", "descendant"})
_CONTEXT_VARIABLES = frozenset({"", "$"})
_RESERVED = frozenset({"states", "exeoflow_variables", "exeoflow_resume_url"})


@dataclass(slots=True)
class Analysis:
    """What a walk found."""

    references: list[Reference] = field(default_factory=list)
    fields: list[FieldRead] = field(default_factory=list)
    bound: set[str] = field(default_factory=set)
    reads_context: bool = False
    has_parent: bool = False
    variables: set[str] = field(default_factory=set)
    """The names that are read of `$vars`."""


def analyse(tree: "Symbol") -> Analysis:
    """References and bound names of an expression; raises `ExpressionFault` for names that cannot work."""
    walk = _Walk(Analysis())
    walk.visit(tree, _Scope(set(), has_context=False))
    walk.found.references.sort(key=lambda reference: reference.start)
    return walk.found


@dataclass(slots=True)
class _Scope:
    """The variables bound so far, and whether `name` and `$` mean anything here."""

    names: set[str]
    has_context: bool

    def inner(self) -> "_Scope":
        """A scope of its own: what is bound in it ends with it."""
        return _Scope(set(self.names), self.has_context)

    def on_value(self) -> "_Scope":
        """The same names, with a value as context."""
        return _Scope(self.names, has_context=True)


class _Walk:
    def __init__(self, found: Analysis) -> None:
        self.found = found

    def visit(self, node: "Symbol | None", scope: _Scope) -> None:
        """Depth is bounded by `exeoflow.expressions.depth`."""
        if node is None:
            return
        match node.type:
            case "path":
                self._path(node, scope.inner())
                return
            case "variable":
                self._variable(node, scope)
            case "block":
                self._all(node.expressions, scope.inner())
            case "bind":
                self._bind(node, scope)
            case "lambda":
                self._lambda(node, scope)
            case "wildcard" | "descendant":
                self.found.reads_context |= not scope.has_context
            case "parent":
                self.found.has_parent = True
            case "transform":
                self._transform(node, scope)
            case _:
                self._children(node, scope)
        self._decorations(node, scope.on_value())

    def _all(self, nodes: "Sequence[Symbol] | None", scope: _Scope) -> None:
        for node in nodes or ():
            self.visit(node, scope)

    def _children(self, node: "Symbol", scope: _Scope) -> None:
        """Operators, calls, conditions and constructors: their parts in the order of evaluation."""
        for part in (
            node.procedure,
            node.condition,
            node.then,
            otherwise(node),
            node.lhs,
            node.rhs,
            node.expression,
        ):
            self.visit(part, scope)
        self._all(node.arguments, scope)
        self._all(node.expressions, scope)
        for pair in node.lhs_object or ():
            self._all(pair, scope)

    def _transform(self, node: "Symbol", scope: _Scope) -> None:
        for part in (node.pattern, node.update, node.delete):
            self.visit(part, scope.on_value())

    def _decorations(self, node: "Symbol", scope: _Scope) -> None:
        """Predicates, orderings and groupings; each sees the value it is applied to as its context."""
        for stage in (*(node.predicate or ()), *(node.stages or ())):
            if stage.type == "index":
                self._declare(str(stage.value), stage, scope)
            else:
                self.visit(stage.expr, scope)
        for term in node.terms or ():
            self.visit(term.expression, scope)
        if node.group is not None:
            for pair in node.group.lhs_object or ():
                self._all(pair, scope)

    def _bind(self, node: "Symbol", scope: _Scope) -> None:
        """The name is known within its own value too: a function may call itself."""
        target = cast("Symbol", node.lhs)
        self._declare(str(target.value), target, scope)
        self.visit(node.rhs, scope)

    def _lambda(self, node: "Symbol", scope: _Scope) -> None:
        inner = scope.inner()
        for argument in node.arguments or ():
            self._declare(str(argument.value), argument, inner)
        self.visit(node.body, inner)

    def _declare(self, name: str, node: "Symbol", scope: _Scope) -> None:
        if name in ROOTS or name in _CONTEXT_VARIABLES or name in _RESERVED:
            raise ExpressionFault("expression-root-bound", {"name": name}, node.position)
        scope.names.add(name)
        self.found.bound.add(name)

    def _path(self, node: "Symbol", scope: _Scope) -> None:
        self._note_variables(node.steps or ())
        self._note_fields(node.steps or ())
        steps = iter(node.steps or ())
        for step in steps:
            if _is_root_with_name(step):
                self._step(self._named_root(step, next(steps, None)), scope.on_value())
            else:
                self._step(step, scope)
            scope = scope.on_value()
        self._decorations(node, scope)

    def _note_variables(self, steps: "Sequence[Symbol]") -> None:
        for step, following in pairwise(steps):
            if step.type == "variable" and step.value == "vars" and following.type == "name":
                self.found.variables.add(str(following.value))

    def _note_fields(self, steps: "Sequence[Symbol]") -> None:
        for position, step in enumerate(steps):
            if step.type != "variable" or step.value not in {"input", "nodes"}:
                continue
            named = steps[position + 1 : position + 2] if step.value == "nodes" else ()
            read = steps[position + 1 + len(named) : position + 2 + len(named)]
            if all(each.type == "name" for each in (*named, *read)) and read and not _is_chosen(step, *named):
                name = str(named[0].value) if named else ""
                self.found.fields.append(FieldRead(name, str(read[0].value), read[0].position))

    def _step(self, step: "Symbol", scope: _Scope) -> None:
        """One step; the names bound on it hold for the rest of the path."""
        for name in (step.focus, step.index):
            if isinstance(name, str):
                self._declare(name, step, scope)
        if step.type in _CONTEXT_STEPS:
            self.found.reads_context |= not scope.has_context
            self._decorations(step, scope.on_value())
        else:
            self.visit(step, scope)

    def _variable(self, node: "Symbol", scope: _Scope) -> None:
        name = str(node.value)
        start = node.position - len(name) - 1
        if name in _CONTEXT_VARIABLES:
            self.found.reads_context |= name == "$" or not scope.has_context
        elif name in _ROOTS_WITH_NAME:
            raise ExpressionFault(f"expression-bare-{name}", {}, start)
        elif name in ROOTS:
            self.found.references.append(Reference(cast("Root", name), "", start, node.position))
        elif name == "states":
            raise ExpressionFault("expression-states", {}, start)
        elif name == "eval" and name not in scope.names:
            raise ExpressionFault("expression-eval", {}, start)
        elif name not in scope.names and name not in FUNCTIONS:
            known = (*sorted(scope.names), *_ROOTS, *sorted(FUNCTIONS))
            raise ExpressionFault(
                "expression-unknown-name",
                {"name": name, "known": _KNOWN},
                start,
                len(name) + 1,
                Guess(name, known, "${}"),
            )

    def _named_root(self, root: "Symbol", step: "Symbol | None") -> "Symbol":
        """Takes `$nodes.<id>`, `$execution.<field>` or `$workflow.<field>`; gives the step with the name."""
        name = str(root.value)
        start = root.position - len(name) - 1
        if step is None or step.type != "name" or root.predicate or root.stages or root.focus or root.index:
            raise ExpressionFault(f"expression-bare-{name}", {}, start)
        read = str(step.value)
        if name in FIELDS and read not in FIELDS[name]:
            values = {"root": name, "field_name": read, "known": ", ".join(FIELDS[name])}
            guess = Guess(read, FIELDS[name], f"${name}.{{}}")
            raise ExpressionFault("expression-unknown-field", values, start, step.position - start, guess)
        self.found.references.append(Reference(cast("Root", name), read, start, step.position))
        return step


def _is_chosen(*steps: "Symbol") -> bool:
    """Whether something between brackets chooses of what these steps yield."""
    return any(step.predicate or step.stages for step in steps)


def _is_root_with_name(step: "Symbol") -> bool:
    return step.type == "variable" and step.value in _ROOTS_WITH_NAME
