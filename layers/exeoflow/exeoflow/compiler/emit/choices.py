"""Choice states: what their rules ask, and where each leads."""

from dataclasses import dataclass

from exeoflow.compiler import asl
from exeoflow.compiler.data.values import INPUT
from exeoflow.compiler.emit.exit_fields import ExitFields, Fields
from exeoflow.compiler.machine import Count, Exhausted, Exit, Fired
from exeoflow.expressions.jsonata import enclosed, operand, text_of


@dataclass(frozen=True)
class Choices:
    """Writes Choice states down."""

    exits: ExitFields
    max_iterations: int

    def choice(self, rules: list[tuple[str, Exit]], default: Exit) -> Fields:
        """A Choice; its own `Assign` and `Output` hold where no rule does."""
        last = self.exits.leave(default)
        choices: list[Fields] = []
        for condition, leaving in rules:
            choices += self._rule(condition, leaving)
        if default.is_guarded:
            choices.append({asl.CONDITION: enclosed(self.may_repeat(default)), **last})
            last = {asl.NEXT: self._exhausted(default)}
        if asl.OUTPUT in last:
            choices = [{asl.OUTPUT: INPUT, **rule} for rule in choices]
            choices = [{asl.CONDITION: rule.pop(asl.CONDITION), **rule} for rule in choices]
        return {
            asl.TYPE: asl.CHOICE,
            asl.CHOICES: choices,
            **{key: value for key, value in last.items() if key != asl.NEXT},
            asl.DEFAULT: last[asl.NEXT],
        }

    def _rule(self, condition: str, leaving: Exit) -> list[Fields]:
        if not leaving.is_guarded:
            return [{asl.CONDITION: enclosed(condition), **self.exits.leave(leaving)}]
        allowed = f"({condition}) and {self.may_repeat(leaving)}"
        # Only one of the two rules can hold, even if the condition is another each time it is evaluated.
        over = f"({condition}) and $not({self.may_repeat(leaving)})"
        return [
            {asl.CONDITION: enclosed(allowed), **self.exits.leave(leaving)},
            {asl.CONDITION: enclosed(over), asl.NEXT: self._exhausted(leaving)},
        ]

    def asked(self, leaving: Exit) -> str:
        """Whether one of the ports that a Decision asks for has fired."""
        values = (self.exits.values.at_state(Fired(port), leaving.state) for port in leaving.fired)
        return " or ".join(operand(value) for value in values)

    def is_trigger(self, leaving: Exit) -> str:
        """Whether the exit's trigger has started the execution."""
        assert leaving.outcome is not None
        return f"$states.input.`exeoflow:trigger` = {text_of(leaving.outcome.handle)}"

    def may_repeat(self, leaving: Exit) -> str:
        """Whether the loop that the exit repeats may have one more iteration."""
        assert leaving.repeats is not None
        count = self.exits.values.at_state(Count(leaving.repeats.header), leaving.state)
        return f"{operand(count)} < {self.max_iterations}"

    def _exhausted(self, leaving: Exit) -> str:
        assert leaving.repeats is not None
        header = leaving.repeats.header
        scope = leaving.state.scope
        return next(self.exits.names.of(state) for state in scope.states if state.kind == Exhausted(header))
