"""`{% ... %}` in a state machine's fields: evaluated with `$states` and the variables that were assigned."""

from dataclasses import dataclass

from tests.oracle.errors import EVALUATION_ERROR, WorkflowError
from tests.oracle.json_value import Json
from tests.oracle.jsonata_engine import (
    UNDEFINED,
    EvaluationError,
    Undefined,
    evaluate,
    free_names,
    is_function_name,
)
from tests.oracle.simulator.functions import ASL_FUNCTIONS
from tests.oracle.simulator.variables import Variables


def is_expression(value: Json) -> bool:
    """Whether a field's value is evaluated by Step Functions."""
    return isinstance(value, str) and value.startswith("{%") and value.endswith("%}")


def source_of(value: str) -> str:
    """Return the JSONata inside `{% %}`."""
    return value[2:-2].strip()


@dataclass(frozen=True, slots=True)
class Reader:
    """What the expressions of one state see: `$states` and the variables as they are at its entry."""

    states: dict[str, Json]
    variables: Variables

    def with_states(self, **more: Json) -> "Reader":
        """Return a reader that also sees `result` or `errorOutput`."""
        return Reader({**self.states, **more}, self.variables)

    def value(self, template: Json) -> Json:
        """Evaluate every expression inside a value; raises `WorkflowError`."""
        match template:
            case dict():
                return {key: self.value(item) for key, item in template.items()}
            case list():
                return [self.value(item) for item in template]
            case str() if is_expression(template):
                return self._evaluated(source_of(template))
        return template

    def _evaluated(self, source: str) -> Json:
        try:
            result = self._result(source)
        except EvaluationError as error:
            raise WorkflowError(*EVALUATION_ERROR) from error
        if result is UNDEFINED:
            raise WorkflowError(*EVALUATION_ERROR)
        return result

    def _result(self, source: str) -> Json | Undefined:
        bindings: dict[str, Json] = {}
        functions = {}
        for name in free_names(source):
            if name == "states":
                bindings[name] = self.states
            elif scope := self.variables.find(name):
                bindings[name] = scope.own[name]
            elif name in ASL_FUNCTIONS:
                functions[name] = ASL_FUNCTIONS[name]
            elif name == "eval" or not is_function_name(name):
                raise EvaluationError(f"${name} was never assigned")
        return evaluate(source, bindings, functions)
