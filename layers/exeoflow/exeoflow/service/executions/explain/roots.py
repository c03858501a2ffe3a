"""What expressions could read when a step ran, so that an author's text can be evaluated again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from exeoflow.expressions import Expression, Reference, bind
from exeoflow.expressions.bounded_evaluation import evaluated
from exeoflow.expressions.jsonata import is_enclosed


class Named(Protocol):
    """Values by their names."""

    def get(self, name: str, /) -> Any:
        """The value of a name; None if there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Roots:
    """The values of the roots; `nodes` has the outputs so far. An absent one is null, as in a machine."""

    input: Any
    trigger: Any
    nodes: Named
    execution: Mapping[str, Any]
    workflow: Mapping[str, Any]
    vars: Mapping[str, Any] = field(default_factory=dict)
    item: Any = None
    index: int | None = None

    def value(self, reference: Reference) -> Any:
        """The value that a reference reads."""
        value = getattr(self, reference.root)
        return value.get(reference.name) if reference.name else value


@dataclass(slots=True)
class Recall:
    """Evaluates texts of one step: gives each reference a variable, and remembers the variables' values."""

    roots: Roots
    states: Mapping[str, Any] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)

    def name(self, reference: Reference) -> str:
        """The variable that stands for a reference."""
        name = f"exeoflow_{len(self.variables)}"
        self.variables[name] = self.roots.value(reference)
        return f"${name}"

    def expression(self, expression: Expression) -> Any:
        """The value of an author's expression. Raises `NotEvaluated`."""
        return self.text(bind(expression, self.name))

    def text(self, source: str) -> Any:
        """The value of JSONata over the variables given so far. Raises `NotEvaluated`."""
        return evaluated(source, {**self.variables, "states": self.states})

    def field(self, value: Any) -> Any:
        """The value of a state's field. Raises `NotEvaluated`."""
        match value:
            case str() if is_enclosed(value):
                return self.text(value.removeprefix("{%").removesuffix("%}"))
            case Mapping():
                return {key: self.field(member) for key, member in value.items()}
            case str():
                return value
            case Sequence():
                return [self.field(member) for member in value]
            case _:
                return value
