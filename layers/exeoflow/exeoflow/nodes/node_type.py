"""What a type of node is: its configuration, its handles and what the compiler may assume about it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from exeoflow.model.file_reference import FIELDS
from exeoflow.model.resource_names import ResourceForm
from exeoflow.nodes.fields import INPUT, Config
from exeoflow.nodes.lowering import Bindings, Shape
from exeoflow.nodes.permission import Permission

Handles = tuple[str | None, ...]
Path = tuple[str, ...]
"""Where something stands in a value, field by field; empty for the whole."""

Doubt = tuple[str, str, Mapping[str, str]]
"""A rule that only warns, the field of the configuration that it is about, and what its words name."""

KnownOutput = Callable[[Mapping[str, Any]], tuple[str, ...] | None]
"""What is known of an output by a configuration, valid or not."""

ERROR_HANDLE = "error"
"""The handle that `on_error: branch` adds to a node."""

LOOP_HANDLE = "loop"
"""The handle of a loop that fires once per item."""

BREAK_HANDLE = "break"
"""The handle of a loop that fires when a node of its body has ended it before its last item."""


@dataclass(frozen=True, slots=True)
class Handle:
    """An ordinary handle; with `when` only if that field of the configuration is true."""

    name: str | None = None
    when: str | None = None

    def names(self, config: Config) -> Handles:
        """The name, if the configuration has the handle."""
        return (self.name,) if self.when is None or getattr(config, self.when) else ()


@dataclass(frozen=True, slots=True)
class HandlePerEntry:
    """A handle for each entry of a list in the configuration, by the name that a field of the entry says."""

    entries: str
    field: str

    def names(self, config: Config) -> Handles:
        """The names in the author's order."""
        return tuple(getattr(entry, self.field) for entry in getattr(config, self.entries))


@dataclass(frozen=True, slots=True)
class HandleInField:
    """A handle whose name a field of the configuration says; none if the field is empty."""

    field: str

    def names(self, config: Config) -> Handles:
        """The name, if there is one."""
        name = getattr(config, self.field)
        return () if name is None else (name,)


@dataclass(frozen=True, slots=True)
class NamedHandles:
    """A handle for each name in a list of the configuration; the one without a name where none is named."""

    field: str

    def names(self, config: Config) -> Handles:
        """The names in the author's order."""
        return tuple(getattr(config, self.field)) or (None,)


AnyHandle = Handle | HandlePerEntry | HandleInField | NamedHandles


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a part of an output comes from: it stands at `path` in what `text` of the configuration yields.

    Without a text it is in whichever of the outputs that come in.
    """

    text: object
    path: Path


class Kind(StrEnum):
    """The four kinds of node that the product is documented with."""

    TRIGGER = "trigger"
    LOGIC = "logic"
    ACTION = "action"
    DATA = "data"


def no_errors(_: Config) -> Mapping[str, str]:
    """No handle is told by an error."""
    return {}


def passes_on(_: Config, __: Bindings) -> Shape | None:
    """No shape of its own: what comes in goes out."""
    return None


def never(_: Config) -> bool:
    """Not with any configuration."""
    return False


def of_unknown_fields(_: Mapping[str, Any]) -> tuple[str, ...] | None:
    """What its output looks like only an execution tells."""
    return None


def keeps_no_file(_: Mapping[str, Any]) -> tuple[str, ...] | None:
    """No file of its own."""
    return None


def fields_of_file(known_file: KnownOutput) -> KnownOutput:
    """The fields of an output that is a file: who reads into one is told when the workflow is saved."""
    return lambda config: FIELDS if known_file(config) == () else None


def makes_its_own(_: Mapping[str, Any], __: Path) -> Origin | None:
    """Nothing that came in as it is."""
    return None


def hands_on_input(_: Mapping[str, Any], path: Path) -> Origin | None:
    """Its output is its input."""
    return Origin(INPUT, path)


def without_doubt(_: Config) -> Iterator[Doubt]:
    """Nothing that is valid may still be refused."""
    yield from ()


def claims_nothing(_: Config) -> str | None:
    """Any number of nodes may be configured alike."""
    return None


def of_unknown_length(_: Config) -> int | None:
    """How many items there are only an execution tells."""
    return None


@dataclass(frozen=True, slots=True)
class NodeType:
    """What there is to know of a type of node. The compiler asks for these facts, never for the name.

    `lower` makes the shape of a node's state; one that has none passes on what comes in. `ordinary` are the
    ordinary handles in their order; `on_error` adds `error`. A task succeeds in one way only, so `errors`
    gives for each of its other handles the error that tells of it.
    """

    name: str
    kind: Kind
    config: type[Config]
    lower: Callable[[Any, Bindings], Shape | None] = passes_on
    ordinary: tuple[AnyHandle, ...] = (Handle(),)
    errors: Callable[[Any], Mapping[str, str]] = no_errors
    is_task: bool = False
    """It calls something that may fail for a while or hang, so `retry` and `timeout` mean something."""
    task_field: str | None = None
    """The field of the configuration that makes it a task."""
    takes_time: bool = False
    """It may last longer than a computation, though it is no task."""
    can_fail: bool = True
    """It may raise an error of its own or in its expressions, so `on_error` means something."""
    ends_the_path: bool = False
    """Nothing follows it, whatever its configuration."""
    always_fails: Callable[[Any], bool] = never
    """Whether a configuration ends the execution as failed, or the loop around by an error that tells so."""
    ends_the_loop: Callable[[Any], bool] = never
    """Whether a configuration ends the innermost loop around, which goes on by its handle `break`."""
    fires_all: Callable[[Any], bool] = never
    """Whether a configuration may fire several handles at once."""
    parts_its_output: bool = False
    """Its output is an object with a list for each handle, which carries that list; not if it is empty."""
    is_loop: bool = False
    """What hangs on its handle `loop` runs for each item."""
    known_fields: KnownOutput = of_unknown_fields
    """All fields that its output has with a configuration, valid or not; None if only an execution tells."""
    known_file: KnownOutput = keeps_no_file
    """Where in its output a file's reference stands with a configuration, valid or not; None for nowhere."""
    origin: Callable[[Mapping[str, Any], Path], Origin | None] = makes_its_own
    """Where what stands there in its output comes from, if it is handed on as it is; None if not known."""
    known_items: Callable[[Any], int | None] = of_unknown_length
    """How many items a configuration has in any case; None if only an execution tells."""
    doubts: Callable[[Any], Iterator[Doubt]] = without_doubt
    """What of a configuration is valid and may yet be refused where it is put in place."""
    address: Callable[[Any], str | None] = claims_nothing
    """The address that a configuration claims; those that cannot be told apart are equal here."""
    has_keyed_input: bool = False
    """Its input is keyed by predecessor, in the order of the connections, also where there is only one."""
    has_ordered_input: Callable[[Any], bool] = never
    """Whether a configuration lets the order of that input show."""
    is_placeholder: bool = False
    """It stands for what cannot run here: a workflow with one can be stored, but not started."""
    workflow_field: str | None = None
    """The field of the configuration that names the workflow that it runs."""
    resource_fields: Mapping[str, ResourceForm] = field(default_factory=lambda: MappingProxyType({}))
    """The fields of the configuration that name a resource of AWS, with how they name it."""
    longest_timeout: int | None = None
    """The longest `timeout` that it obeys, in seconds; None if any."""
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What it calls errors that `retry` and `on_error` may name otherwise."""
    permissions: tuple[Permission, ...] = ()
    """What its calls need in the role of the state machines."""

    def handles(self, config: Config) -> Handles:
        """The names of a configuration's ordinary handles, in their order."""
        return tuple(name for handle in self.ordinary for name in handle.names(config))

    def may_stop_when_empty(self, config: Config) -> bool:
        """Whether a configuration has one way on, which an empty list may close."""
        of_items = {LOOP_HANDLE, *self.errors(config)} if self.is_loop else set()
        ways = [name for name in self.handles(config) if name not in of_items]
        return not self.starts and len(ways) == 1 and not self.parts_its_output

    def calls(self, config: Mapping[str, Any]) -> bool:
        """Whether a node with this configuration, valid or not, is a task."""
        return self.is_task or (self.task_field is not None and bool(config.get(self.task_field)))

    @property
    def starts(self) -> bool:
        """Whether executions begin with it, so that nothing leads to it."""
        return self.kind is Kind.TRIGGER

    @property
    def has_own_timeout(self) -> bool:
        """Whether its time limit is a field of its configuration."""
        return "timeout" in self.config.model_fields
