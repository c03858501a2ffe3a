"""A definition in the Amazon States Language (JSONata), read into what the interpreter follows.

https://states-language.net. Only what the compiler writes is known; anything else is a DefinitionError.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from local.embedded.engine.templates import Template, template_of

_TYPES: Final = frozenset({"Pass", "Task", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"})
_MAX_ATTEMPTS: Final = 3
_BACKOFF: Final = 2.0


class DefinitionError(Exception):
    """The definition is none that the engine can run; the message is one line."""


@dataclass(frozen=True, slots=True)
class Exit:
    """How a state is left; `next` None ends its scope."""

    next: str | None
    assign: Template | None = None
    output: Template | None = None


@dataclass(frozen=True, slots=True)
class Retrier:
    """When, how often and after which pauses a state is tried again."""

    errors: frozenset[str]
    max_attempts: int
    interval: float
    backoff: float
    max_delay: float | None

    def pause(self, retries: int) -> float:
        """Return the seconds before the next try, after so many."""
        seconds = self.interval * self.backoff**retries
        return seconds if self.max_delay is None else min(seconds, self.max_delay)


@dataclass(frozen=True, slots=True)
class Catcher:
    """Where an error leads."""

    errors: frozenset[str]
    exit: Exit


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a Choice."""

    condition: Template
    exit: Exit


@dataclass(frozen=True, slots=True)
class State:
    """A state; a field is None where the definition has none."""

    name: str
    type: str
    exit: Exit
    resource: str = ""
    retry: tuple[Retrier, ...] = ()
    catch: tuple[Catcher, ...] = ()
    rules: tuple[Rule, ...] = ()
    default: Exit | None = None
    inner: "tuple[Machine, ...]" = ()
    """The branches of a Parallel; what a Map does for each item."""
    arguments: Template | None = None
    timeout: Template | None = None
    seconds: Template | None = None
    timestamp: Template | None = None
    error: Template | None = None
    cause: Template | None = None
    items: Template | None = None
    selector: Template | None = None
    concurrency: Template | None = None

    @property
    def waits_for_token(self) -> bool:
        """Whether the task ends only when somebody answers with its token."""
        return self.resource.endswith(".waitForTaskToken")


@dataclass(frozen=True, slots=True)
class Machine:
    """States among which transitions are free: a whole machine, a branch, or what a Map does."""

    start: str
    states: Mapping[str, State]
    timeout: int | None = None
    """After how many seconds a run of it ends; None for an inner one, which has no such limit."""


def read_definition(text: str) -> Machine:
    """Read a whole definition. Raises `DefinitionError`."""
    try:
        return _machine(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DefinitionError(f"The definition of the state machine cannot be read: {error!r}") from error


def _machine(fields: Mapping[str, Any]) -> Machine:
    states = {name: _state(name, state) for name, state in fields["States"].items()}
    targets = {target for state in states.values() for target in _targets(state)}
    for target in {fields["StartAt"], *targets} - states.keys():
        raise DefinitionError(f"The definition of the state machine leads to {target!r}, which it lacks.")
    return Machine(fields["StartAt"], states, fields.get("TimeoutSeconds"))


def _targets(state: State) -> set[str]:
    exits = [state.exit, *(rule.exit for rule in state.rules), *(catcher.exit for catcher in state.catch)]
    if state.default is not None:
        exits.append(state.default)
    return {each.next for each in exits if each.next is not None}


def _state(name: str, fields: Mapping[str, Any]) -> State:
    type_ = fields["Type"]
    if type_ not in _TYPES:
        raise DefinitionError(f"The state {name!r} is of a type that the engine does not know: {type_!r}.")
    exit_ = _exit(fields)
    return State(
        name=name,
        type=type_,
        exit=exit_,
        resource=fields.get("Resource", ""),
        retry=tuple(map(_retrier, fields.get("Retry", ()))),
        catch=tuple(Catcher(frozenset(each["ErrorEquals"]), _exit(each)) for each in fields.get("Catch", ())),
        rules=tuple(Rule(template_of(each["Condition"]), _exit(each)) for each in fields.get("Choices", ())),
        default=Exit(fields["Default"], exit_.assign, exit_.output) if "Default" in fields else None,
        inner=_inner(fields),
        arguments=_field(fields, "Arguments"),
        timeout=_field(fields, "TimeoutSeconds"),
        seconds=_field(fields, "Seconds"),
        timestamp=_field(fields, "Timestamp"),
        error=_field(fields, "Error"),
        cause=_field(fields, "Cause"),
        items=_field(fields, "Items"),
        selector=_field(fields, "ItemSelector"),
        concurrency=_field(fields, "MaxConcurrency"),
    )


def _inner(fields: Mapping[str, Any]) -> tuple[Machine, ...]:
    if "ItemProcessor" in fields:
        return (_machine(fields["ItemProcessor"]),)
    return tuple(map(_machine, fields.get("Branches", ())))


def _exit(fields: Mapping[str, Any]) -> Exit:
    return Exit(fields.get("Next"), _field(fields, "Assign"), _field(fields, "Output"))


def _field(fields: Mapping[str, Any], name: str) -> Template | None:
    return template_of(fields[name]) if name in fields else None


def _retrier(fields: Mapping[str, Any]) -> Retrier:
    return Retrier(
        errors=frozenset(fields["ErrorEquals"]),
        max_attempts=fields.get("MaxAttempts", _MAX_ATTEMPTS),
        interval=fields.get("IntervalSeconds", 1),
        backoff=fields.get("BackoffRate", _BACKOFF),
        max_delay=fields.get("MaxDelaySeconds"),
    )
