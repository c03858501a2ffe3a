"""The state that is being drawn, and where it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exeoflow.importers.asl.drawing import Drawing, Outlet
from exeoflow.importers.asl.fields import assigned, leaving
from exeoflow.importers.asl.jsonata import Names
from exeoflow.importers.asl.reasons import Reason, Refused
from exeoflow.importers.asl.source import Scope, State
from exeoflow.importers.asl.variables import Variables


@dataclass(slots=True)
class Here:
    """The state that is being drawn, and where it stands."""

    name: str
    state: State
    language: str
    drawing: Drawing
    variables: Variables
    draw: Callable[[Scope, Variables | None, str], tuple[str, list[Outlet]]]
    scopes: list[Scope | None]

    @property
    def id(self) -> str:
        """The id of its own node."""
        return self.drawing.id_of(self.name)

    @property
    def given(self) -> str:
        """JSONata for the state's input, seen from any of its nodes."""
        return f"$nodes.`{self.id}_in`"

    def note(self, code: str, **values: str) -> None:
        """Remember why the state is not quite the same."""
        self.drawing.note(self.name, Reason(code, tuple(values.items())))

    def names(self, given: str = "$input", result: str | None = None, error: str | None = None) -> Names:
        """What an expression of the state may read."""
        return Names(
            input=given,
            note=self.note,
            variable=lambda name: self.variables.read(name, self.name),
            state=self.name,
            item=self._item(),
            result=result,
            error=error,
        )

    def _item(self) -> str | None:
        """The node with the item of the Map around the state, or of the state if it is one."""
        if self.state["Type"] == "Map":
            return f"{self.id}_item"
        around: Variables | None = self.variables
        while around is not None and around.outer is not None:
            if around.outer.scope.states[around.within]["Type"] == "Map":
                return f"{self.drawing.id_of(around.within)}_item"
            around = around.outer
        return None

    def add(self, suffix: str, type_: str, config: dict[str, Any], **properties: Any) -> str:  # noqa: ANN401
        """Draw one of its nodes."""
        return self.drawing.add(self.name, suffix, type_, config, **properties)

    def transform(self, suffix: str, expression: str) -> str:
        """Draw a node that makes something of its input."""
        return self.add(suffix, "transform", {"expression": expression})

    def next(self) -> str | None:
        """The state behind it; None at an end. Raises `Refused` if neither is said."""
        following = self.state.get("Next")
        if isinstance(following, str):
            return following
        if self.state.get("End") is True:
            return None
        raise Refused("field", field="Next")

    def begun(self, first: str) -> str:
        """The node that leads into the state: one that keeps its input where another reads that."""
        own = (self.drawing.nodes[each]["config"] for each in self.drawing.made[self.name])
        if not any(self.given in str(config) for config in own):
            return first
        kept = self.transform("in", "$input")
        self.drawing.connect(Outlet(kept), first)
        return kept

    def ended(self, outlet: Outlet, state: State, names: Names, prefix: str = "") -> Outlet:
        """Draw what sets variables and what makes the output, as far as there is such."""
        variables = assigned(state, names, self.language)
        output = leaving(state, names, self.language)
        if variables is None:
            return outlet if output == "$input" else self._behind(outlet, f"{prefix}out", output)
        if f"`{self.id}_{prefix}vars`" in output:
            # The output reads the variable as it was before.
            both = f'{{"variables": {variables}, "output": {output}}}'
            outlet = self._behind(outlet, f"{prefix}both", both)
            variables, output = "$input.variables", f"$nodes.`{outlet.node}`.output"
        return self._behind(self._behind(outlet, f"{prefix}vars", variables), f"{prefix}out", output)

    def _behind(self, outlet: Outlet, suffix: str, expression: str) -> Outlet:
        """Draw a node behind an outlet; where its output comes out."""
        node = self.transform(suffix, expression)
        self.drawing.connect(outlet, node)
        return Outlet(node)

    def resulting(self, outlet: Outlet) -> Outlet:
        """The output that is made of a result, which comes out at an outlet."""
        result = f"$nodes.`{outlet.node}`" if self.state.get("Assign") else "$input"
        return self.ended(outlet, self.state, self.names(self.given, result))


def target_of(rule: State) -> str:
    """Where a rule or a catcher leads; raises `Refused` if it does not say."""
    following = rule.get("Next")
    if not isinstance(following, str):
        raise Refused("field", field="Next")
    return following
