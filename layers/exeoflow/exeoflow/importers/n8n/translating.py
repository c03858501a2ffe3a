"""What a node's translation sees, why it is not quite the same, and what code is given of other nodes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from exeoflow.importers.n8n.expressions import (
    ByCode,
    EarlierNode,
    Translated,
    Untranslatable,
)
from exeoflow.importers.n8n.instances.earlier_nodes import EarlierNodes
from exeoflow.importers.n8n.instances.files import Files
from exeoflow.importers.n8n.parameters import Parameters
from exeoflow.importers.n8n.pieces import (
    ARRIVING,
    NO_FILES,
    OWN_NAMES,
)
from exeoflow.importers.n8n.reasons import Reason, Refused
from exeoflow.importers.n8n.source import SourceNode

OTHER_NODE: Final = re.compile(r"\$\('(.*)'\)", re.DOTALL)
_TOLD: Final = '($f := %s; $type($f) = "object" ? $n8_told_files($f) : null)'
"""The files of an item with what n8n says of each."""
_INPUT: Final = f"{OWN_NAMES}input"
"""Stands among the other nodes for the files of the input."""
_NAMES_OF_INPUT: Final = frozenset({"$input", "$item", "$items"})
_ASKS_FOR_OUTPUT: Final = re.compile(
    r"""\$items\(\s*(?:"[^"]*"|'[^']*'|`[^`]*`)\s*(?:,\s*([0-9]+))?|\.(?:all|first|last)\(\s*([0-9]+)"""
)
"""Where code asks for the items of an output, `$items` for the first one if it does not say which."""
_ASKS_FOR_ITEMS: Final = re.compile(r"\.(?:all|first|last)\(|\$items\(|\$node\b")
_ASKS_FOR_PAIRED: Final = re.compile(r"\.(item|itemMatching|pairedItem)\b")


@dataclass(slots=True)
class Translating(Parameters):
    """An instance that is being translated; `inputs` are those that an arrow leads to."""

    id: str
    inputs: tuple[int, ...]
    takes_one: bool
    earlier: EarlierNodes
    timezone: str
    workflow_name: str
    files: Files | None = None
    """The files of the items that come in; None for a part, which has no items."""
    outputs: frozenset[int] = frozenset()
    """The outputs that an arrow leaves."""
    is_returned_to: bool = False
    run_index: str | None = None
    """JSONata for how often the node has run before, if that is known."""
    previous: tuple[str, int] | None = None
    """The node and its output that the first input's items come from, where it is one only."""
    is_in_cycle: bool = False
    """Whether it is run again by an arrow back to a node before it."""
    is_brief: bool = False
    """Whether expressions are to be short, for all of them would be too large together."""
    values: str = "values"
    """The step in which code before the node evaluates expressions."""
    keeps_arriving: bool = False
    """Whether a step within a loop reads all items that arrive."""
    codes: list[str] = field(default_factory=list)
    """JavaScript of expressions without a rule."""
    given: dict[str, str] = field(default_factory=dict)
    """JSONata for the other nodes that code reads."""
    attached: tuple[SourceNode, ...] = ()
    """What hangs on the node: a model, a memory, tools."""
    parts: Mapping[str, tuple[SourceNode, ...]] = field(default_factory=dict)
    """Of each node by name what hangs on it."""
    lacking: dict[str, Reason] = field(default_factory=dict)
    """Why a part of the node, by its name, has no counterpart."""
    arguments: str | None = None
    """JSONata for what a model gives, if the node is its tool."""
    head: str | None = None
    """JSONata that binds the present item for a step that finds it neither in its input nor in a loop."""
    takes_parts: bool = False
    """Whether the node's translation is that of what hangs on it, too."""
    most: int | None = None
    """How long a text may be that is not made by code, where expressions become too long otherwise."""
    known: dict[tuple[str, str], Translated | ByCode | Untranslatable] = field(default_factory=dict)
    reasons: dict[Reason, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, written in self.node.unknown.items():
            self.note("operation-inferred", setting=name, written=written, meant=self.node.parameters[name])

    def note(self, code: str, **values: str) -> None:
        """Remember why the node is not quite the same."""
        self.reasons[Reason(code, tuple(values.items()))] = None

    def fails_softly(self) -> bool:
        """Whether a failing item does not end the execution."""
        return self.node.on_error != "stop"

    def fail_as_a_whole(self) -> None:
        """Note that none is left to go on with when one item fails; refuse an output for failed ones."""
        self.refuse_error_output()
        self.note_whole_failure()

    def note_whole_failure(self) -> None:
        """Note that when it fails for one item, none is left to go on with."""
        if self.fails_softly():
            self.note("error-of-expression")

    def refuse_error_output(self) -> None:
        """Raise `Refused` where failing items leave by an output of their own."""
        if self.node.on_error == "error":
            raise Refused("failure-unsupported")

    def all_files(self) -> str:
        """JSONata for the files of the item at `$i`, by their names."""
        found = self.known_files()
        if found is None:
            raise Refused("file-unknown")
        return found

    def known_files(self) -> str | None:
        """The same; None where they cannot be told."""
        found = None if self.files is None else self.files.of_item(self.earlier)
        if found is not None and found != NO_FILES:
            self.note("file-in-state")
            if "$n8_files_of_call(" in found:
                self.note("file-by-call")
        return found

    def files_of(self, name: str) -> str | None:
        """JSONata for the files of another node's items, one object for each.

        None where it makes none, and where its items here are those of another output than the first, of
        whose files nobody knows: what fails may have those that came in.
        """
        found = None if self.files is None else self.files.of_node(name)
        if found is None or self.earlier[name].output != 0:
            return None
        self.note("file-in-state")
        return f"[$map({self.earlier[name].items}, function($j, $i) {{ {_TOLD % found} }})]"

    def knows_files_of(self, name: str) -> bool:
        """Whether the files of another node's items are known, or that they have none."""
        return self.files_of(name) is not None or (self.files is not None and self.files.are_none_of(name))

    def _knows_files(self, reads: frozenset[str]) -> bool:
        """Give code the files of the items that it reads, as far as they are known; whether all are."""
        names = [match[1] for each in reads if (match := OTHER_NODE.fullmatch(each)) is not None]
        known = [*map(self.knows_files_of, names)]
        if not reads.isdisjoint(_NAMES_OF_INPUT):
            known.append(self.give_files())
        return all(known)

    def give_files(self) -> bool:
        """Give code the files of the items that come in, if they can be told; whether they can."""
        files = self.known_files()
        if files is None or files == NO_FILES:
            return files is not None
        listed = f"[$map({ARRIVING}, function($j, $i) {{ {_TOLD % files} }})]"
        self.given[_INPUT] = f'{{"items": [], "files": {listed}}}'
        return True

    def read(self, name: str, source: str, *, reads_files: bool) -> None:
        """Give another node's items to code, and which of them belongs to each item where the code asks."""
        earlier = self.earlier.get(name)
        if earlier is None:
            raise Refused("expression-unsupported", expression=source, what="expression-unknown-node")
        if earlier.doubt is not None:
            self.note("expression-approximated", expression=source, what=earlier.doubt)
        if earlier.doubt == "expression-unknown-node":
            # Only where the code comes to read it, it fails.
            self.given[name] = "null"
            return
        if any(int(each[1] or each[2] or 0) != earlier.output for each in _ASKS_FOR_OUTPUT.finditer(source)):
            self.note("expression-approximated", expression=source, what="expression-other-output")
        fields, output = f'"items": {earlier.items}', earlier.output
        if _ASKS_FOR_PAIRED.search(source):
            fields, output = self._with_pairs(name, earlier, source), earlier.paired_output
        if reads_files and (files := self.files_of(name)) is not None:
            if output != 0:
                raise Refused("expression-unsupported", expression=source, what="expression-binary")
            fields += f', "files": {files}'
        given = f"{{{fields}}}"
        self.given[name] = given if earlier.executed is None else f"{earlier.executed} ? {given} : null"

    def _with_pairs(self, name: str, earlier: EarlierNode, source: str) -> str:
        """The items of another node, and the position of the one that belongs to each that arrives."""
        index = self.earlier.index_of(name) if self.head is None else None
        if earlier.doubt_of_paired is not None:
            self.note("expression-approximated", expression=source, what=earlier.doubt_of_paired)
        if index is None:
            raise Refused("expression-unsupported", expression=source, what="expression-no-lineage")
        if earlier.paired_output != earlier.output and _ASKS_FOR_ITEMS.search(source):
            self.note("expression-approximated", expression=source, what="expression-other-output")
        return (
            f'"items": {earlier.paired_items}, "paired": [$map({ARRIVING}, function($j, $i) {{ {index} }})]'
        )
