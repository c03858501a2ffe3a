"""The nodes that choose how the flow goes on."""

from typing import Literal

from pydantic import Field, field_validator

from exeoflow.expressions import parse_expression
from exeoflow.nodes.fields import Config, ExpressionText, HandleName, check_handles, example
from exeoflow.nodes.lowering import Bindings, Branch, Case
from exeoflow.nodes.node_type import ERROR_HANDLE, Handle, HandlePerEntry, Kind, NodeType, hands_on_input

DEFAULT_HANDLE = "default"


class ConditionConfig(Config, json_schema_extra=example(expression="$input.total > 1000")):
    """Fires `true` if the expression holds, else `false`."""

    expression: ExpressionText


class SwitchCase(Config):
    """One handle of a switch and the expression that opens it."""

    handle: HandleName
    expression: ExpressionText


class SwitchConfig(
    Config, json_schema_extra=example(cases=[{"handle": "mail", "expression": "'mail' in $input.channels"}])
):
    """Fires the first case that holds, or every one that holds; `default` if none does."""

    cases: tuple[SwitchCase, ...] = Field(max_length=100)
    mode: Literal["first", "all"] = "first"

    @field_validator("cases")
    @classmethod
    def _check_handles(cls, cases: tuple[SwitchCase, ...]) -> tuple[SwitchCase, ...]:
        check_handles((case.handle for case in cases), {DEFAULT_HANDLE, ERROR_HANDLE})
        return cases


def fires_all(config: SwitchConfig) -> bool:
    """Whether every case that holds fires, not only the first."""
    return config.mode == "all"


def lower_condition(config: ConditionConfig, bindings: Bindings) -> Branch:
    """One case, `true`; `false` is what remains."""
    return Branch((_case("true", config.expression, bindings),), default="false")


def lower_switch(config: SwitchConfig, bindings: Bindings) -> Branch:
    """The cases in the author's order."""
    cases = tuple(_case(case.handle, case.expression, bindings) for case in config.cases)
    return Branch(cases, default="default", every=fires_all(config))


def _case(handle: str, text: str, bindings: Bindings) -> Case:
    """`$boolean` as the meaning says; nothing is false, which `$boolean` of nothing is not."""
    expression = parse_expression(text)
    bound = bindings.parsed(expression)
    if not expression.is_boolean:
        truth = f"({bound})" if expression.is_boolean_or_nothing else f"$boolean({bound})"
        bound = f"{truth} = true"
    return Case(handle, bound, cannot_fail=expression.cannot_throw)


CONDITION = NodeType(
    "condition",
    Kind.LOGIC,
    ConditionConfig,
    lower_condition,
    (Handle("true"), Handle("false")),
    origin=hands_on_input,
)
SWITCH = NodeType(
    "switch",
    Kind.LOGIC,
    SwitchConfig,
    lower_switch,
    (HandlePerEntry("cases", "handle"), Handle(DEFAULT_HANDLE)),
    fires_all=fires_all,
    origin=hands_on_input,
)
