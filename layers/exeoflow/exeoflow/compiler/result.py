"""What a compilation ends with: a state machine, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from exeoflow.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class CompiledWorkflow:
    """A state machine: `definition` in ASL, the node of each state that stands for one, and budgets.

    `folded` has the nodes that ran when a state was left (`after`) or just before it was entered (`before`).
    A start by one of the `wrapped_triggers` wraps `$trigger` (`docs/semantics.md`, Starting).
    """

    definition: Mapping[str, Any]
    node_of_state: Mapping[str, str]
    budgets: Mapping[str, Any]
    diagnostics: tuple[Diagnostic, ...] = ()
    folded: Mapping[str, Mapping[str, list[str]]] = field(default_factory=lambda: MappingProxyType({}))
    wrapped_triggers: tuple[str, ...] = ()
    answer_errors: Mapping[str, list[str]] = field(default_factory=lambda: MappingProxyType({}))
    """For each node that errors tell of a handle of, the names of these errors, which are no failures."""
    around: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The nodes of the states that stand around those of nodes and fail for them."""
    express: Mapping[str, Any] | None = None
    """The definition of the express machine, for starts that are waited for; None if it is to have none."""


@dataclass(frozen=True, slots=True)
class RejectedWorkflow:
    """Why a workflow cannot be run; with `definition` if only a limit of Step Functions stands against it."""

    diagnostics: tuple[Diagnostic, ...]
    definition: Mapping[str, Any] | None = None
