"""The way back from the states of a machine to the nodes that its author drew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Leads from a state of the machine back to the author's nodes, and from a node's id to its name.

    `folded` has the nodes without a state of their own that run `before` a state is entered, or `after` it
    was left without an error. A start by one of the `wrapped_triggers` tells the machine of it. `told` names,
    for the nodes that wait for an answer from outside, the errors that are no failures: they only tell which
    answer came, or that none did. So it does for a loop that its body may end, and for the node that ends it.
    `around` has the states around those of nodes whose call does not tell that
    it failed: what it puts out does.
    """

    node_of_state: Mapping[str, str]
    node_names: Mapping[str, str]
    folded: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    wrapped_triggers: Sequence[str] = ()
    told: Mapping[str, Sequence[str]] = field(default_factory=dict)
    around: Mapping[str, str] = field(default_factory=dict)
