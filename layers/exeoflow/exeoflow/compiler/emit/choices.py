"""Choice states: what their rules ask, and where each leads."""

from collections.abc import Mapping
from dataclasses import dataclass

from exeoflow.compiler import asl
from exeoflow.compiler.data.made_values import INPUT
from exeoflow.compiler.emit.exit_fields import ExitFields, Fields
from exeoflow.compiler.machine import Count, Exhausted, Exit, Fired, Loop, Scope, State, scopes_of
from exeoflow.expressions.jsonata import chained, enclosed, text_of


@dataclass(frozen=True, slots=True)
class Choices:
    """Writes Choice states down."""

    exits: ExitFields
    max_iterations: int
    exhausted: Mapping[tuple[Scope, int], State]
    """Where a loop fails that may not have one more iteration, by its scope and header."""

    def decision(self, state: State) -> Fields:
        """Asks which outlets have fired."""
        *asked, last = state.exits
        return self.choice([(self._has_fired(leaving), leaving) for leaving in asked], last)

    def entry(self, state: State) -> Fields:
        """Asks which trigger has started the execution."""
        *asked, last = state.exits
        return self.choice([(_is_trigger(leaving), leaving) for leaving in asked], last)

    def guard(self, state: State, header: int) -> Fields:
        """Asks whether a loop may have one more iteration."""
        again, over = state.exits
        return self.choice([(self._may_repeat(header, again), again)], over)

    def exhausted_state(self) -> Fields:
        """The Fail of a loop that may not have one more iteration."""
        cause = f"More than {self.max_iterations} iterations."
        return {asl.TYPE: asl.FAIL, asl.ERROR: "Loop.MaxIterations", asl.CAUSE: cause}

    def choice(self, rules: list[tuple[str, Exit]], default: Exit) -> Fields:
        """A Choice; its own `Assign` and `Output` hold where no rule does."""
        written: list[Fields] = []
        last = self.exits.leave(default, {})
        loop = default.counted
        own = {asl.OUTPUT: INPUT} if asl.OUTPUT in last and loop is None else {}
        for condition, leaving in rules:
            self._add_rules(written, condition, leaving, own)
        if loop is not None:
            written.append({asl.CONDITION: enclosed(self._may_repeat(loop.header, default)), **last})
            last = {asl.NEXT: self._exhausted(loop, default)}
        target = last.pop(asl.NEXT)
        return {asl.TYPE: asl.CHOICE, asl.CHOICES: written, **last, asl.DEFAULT: target}

    def _add_rules(self, written: list[Fields], condition: str, leaving: Exit, own: Fields) -> None:
        """Adds the rules of an exit, with what they put out where the exit says nothing of it."""
        loop = leaving.counted
        if loop is None:
            written.append(self.exits.leave(leaving, {asl.CONDITION: enclosed(condition), **own}))
            return
        may_repeat = self._may_repeat(loop.header, leaving)
        # Only one of the two rules can hold, even if the condition is another each time it is evaluated.
        allowed, over = f"({condition}) and {may_repeat}", f"({condition}) and $not({may_repeat})"
        written += (
            self.exits.leave(leaving, {asl.CONDITION: enclosed(allowed), **own}),
            {asl.CONDITION: enclosed(over), **own, asl.NEXT: self._exhausted(loop, leaving)},
        )

    def _has_fired(self, leaving: Exit) -> str:
        """Whether one of the outlets that a Decision asks for has fired."""
        places = self.exits.values.places
        asked = [places.operand_at_state(Fired(outlet), leaving.state) for outlet in leaving.fired]
        return chained(asked, "or")

    def _may_repeat(self, header: int, leaving: Exit) -> str:
        """Whether the loop that the exit repeats may have one more iteration."""
        count = self.exits.values.places.operand_at_state(Count(header), leaving.state)
        return f"{count} < {self.max_iterations}"

    def _exhausted(self, loop: Loop, leaving: Exit) -> str:
        return self.exits.names.of(self.exhausted[leaving.state.scope, loop.header])


def choices(machine: Scope, exits: ExitFields, max_iterations: int) -> Choices:
    """Writes the Choice states of one machine."""
    exhausted = {
        (scope, state.kind.header): state
        for scope in scopes_of(machine)
        for state in scope.states
        if isinstance(state.kind, Exhausted)
    }
    return Choices(exits, max_iterations, exhausted)


def _is_trigger(leaving: Exit) -> str:
    """Whether the exit's trigger has started the execution."""
    trigger = leaving.outcome.handle if leaving.outcome else None
    return f"$states.input.`exeoflow:trigger` = {text_of(trigger)}"
