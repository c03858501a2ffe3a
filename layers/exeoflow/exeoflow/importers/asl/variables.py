"""Variables of a machine: each is what the node says that set it last."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exeoflow.expressions.jsonata import field as step
from exeoflow.importers.asl.reasons import Refused
from exeoflow.importers.asl.source import Scope, State


@dataclass(frozen=True, slots=True)
class Setter:
    """A node that sets a variable, and the state that it belongs to."""

    state: str
    node: str


@dataclass(slots=True)
class Variables:
    """Those that the states of a scope set, and those around it."""

    scope: Scope
    outer: "Variables | None" = None
    setters: dict[str, list[Setter]] = field(default_factory=dict)
    reached: Mapping[str, frozenset[str]] = field(default_factory=dict)
    within: str = ""
    """The state that the scope is a part of."""
    lost: frozenset[str] = frozenset()
    """States without a counterpart, which set nothing."""

    def read(self, name: str, state: str) -> str | None:
        """JSONata for a variable as a state sees it; None if nobody sets it.

        Raises `Refused` where it is not fixed which of those who set it was the last, or one of them is lost.
        """
        running = {self.scope.start} | self.reached[self.scope.start]
        setters = [
            each
            for each in self.setters.get(name, ())
            if each.state in running and state in self.reached[each.state]
        ]
        if not setters:
            return None if self.outer is None else self.outer.read(name, self.within)
        if any(each.state in self.lost for each in setters):
            raise Refused("variable-lost", name=name)
        for one in setters:
            for other in setters:
                if one is not other and self._both_ways(one.state, other.state):
                    raise Refused("variable-in-loop", name=name)
        setters.sort(key=lambda each: sum(each.state in self.reached[other.state] for other in setters))
        *earlier, last = (f"$nodes.`{each.node}`" for each in reversed(setters))
        text = f"{last}.{step(name)}"
        for each in reversed(earlier):
            text = f'($type({each}) = "object" ? {each}.{step(name)} : {text})'
        return text

    def _both_ways(self, one: str, other: str) -> bool:
        return other in self.reached[one] and one in self.reached[other]


def reachable(scope: Scope) -> Mapping[str, frozenset[str]]:
    """Of each state those that may run after it."""
    found: dict[str, frozenset[str]] = {}
    for name in scope.states:
        seen: set[str] = set()
        pending = list(targets(scope.states[name]))
        while pending:
            each = pending.pop()
            if each not in seen and each in scope.states:
                seen.add(each)
                pending += targets(scope.states[each])
        found[name] = frozenset(seen)
    return found


def targets(state: State) -> list[str]:
    """The states that a state leads to, in the order in which they are written."""
    rules = [*_objects(state.get("Choices")), *_objects(state.get("Catch"))]
    names = [state.get("Next"), *(each.get("Next") for each in rules), state.get("Default")]
    return list(dict.fromkeys(each for each in names if isinstance(each, str)))


def _objects(value: object) -> list[State]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
