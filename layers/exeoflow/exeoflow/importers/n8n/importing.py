"""An export becomes a workflow and a report: the passes in their order."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final

from exeoflow.importers.n8n.expressions_used import NO_EXPRESSIONS, ExpressionsUsed, expressions_of
from exeoflow.importers.n8n.families.code import behind_values
from exeoflow.importers.n8n.families.lists.merge import translate_disabled_merge, unless_held_up
from exeoflow.importers.n8n.families.passing import pinned, translate_part
from exeoflow.importers.n8n.families.placeholder import placeholder_of
from exeoflow.importers.n8n.families.triggers.calls import translate_app_trigger, trigger_piece
from exeoflow.importers.n8n.inferring.operations import with_operations
from exeoflow.importers.n8n.instances.earlier_nodes import EarlierNodes
from exeoflow.importers.n8n.instances.files import Files
from exeoflow.importers.n8n.instances.instance import Instance, Unfolded
from exeoflow.importers.n8n.instances.lineage import Lineage
from exeoflow.importers.n8n.instances.shape import (
    ADDED_TRIGGER,
    held_up,
    previous,
    reasons_of,
    run_index,
    waits,
    with_start,
)
from exeoflow.importers.n8n.instances.unfolding import unfold
from exeoflow.importers.n8n.kinds import CORE, is_merge, is_part, is_trigger
from exeoflow.importers.n8n.left_out import note_left_out
from exeoflow.importers.n8n.pieces import (
    AT,
    MAIN,
    Piece,
    Step,
    behind_arrival,
    counting_runs,
    reads_runs,
    step_id,
)
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Reason, Refused, status_of
from exeoflow.importers.n8n.source import Export, SourceNode
from exeoflow.importers.n8n.table import FAMILIES, sends
from exeoflow.importers.n8n.writing.ids import ids_of
from exeoflow.importers.n8n.writing.loop_bodies import keep_in_loop
from exeoflow.importers.n8n.writing.workflow import Trail, Writing
from exeoflow.importers.status import Status
from exeoflow.model.names import MAX_NAME
from exeoflow.nodes.formats.timezone import is_zone

_OF_ODD_FILES: Final = (AttributeError, LookupError, TypeError, ValueError, RecursionError)
_SHORTER: Final = (1_000, 200, 60)
"""How long texts may be that code does not make, where expressions are too long."""
_SPOILING: Final = frozenset(
    {
        "runs-appended",
        "loop-of-many",
        "loop-in-loop",
        "loop-comes-back-twice",
        "loop-branch-late",
        "loop-in-cycle",
        "setting-approximated",
        "setting-ignored",
        "expression-approximated",
        "error-of-expression",
        "json-mended",
        "beyond-json",
        "operation-inferred",
    }
)
"""Reasons for which what follows is not quite the same either."""
_ROOM: Final = 320_000
"""Characters of a workflow with copies, or with all digits: a definition has up to three times as many.

AWS takes 1,000,000 of one.
"""
_SHARED: Final = Reason("items-shared")


def _zone_of(export: Export) -> tuple[str, bool]:
    """The zone of an export, and whether there is such a one; that of n8n's server is UTC."""
    zone = export.settings.get("timezone") or "DEFAULT"
    if isinstance(zone, str) and zone != "DEFAULT" and is_zone(zone):
        return zone, True
    return "UTC", zone == "DEFAULT"


@dataclass(frozen=True, slots=True)
class Imported:
    """A node of n8n, the ids of what it became, its own one first, and why it is not quite the same."""

    node: SourceNode
    ids: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()

    @property
    def status(self) -> Status:
        """The worst of its reasons."""
        return status_of(self.reasons)


@dataclass(frozen=True, slots=True)
class Import:
    """What came of an export."""

    workflow: dict[str, Any]
    nodes: tuple[Imported, ...]
    trails: tuple[Trail, ...] = ()
    expressions: ExpressionsUsed = NO_EXPRESSIONS


def import_export(export: Export, pins: Mapping[str, int] | None = None, start: str | None = None) -> Import:
    """Translate an export. Tests give `pins`, how many items each pinned node has, and where to `start`."""
    pins = pins or {}
    export = with_operations(with_start(export, start))
    counts: dict[str, bool | None] = {name: count <= 1 for name, count in pins.items()}
    unfolded = unfold(export, counts)
    done = _translated(export, unfolded, counts)
    if unfolded.has_copies and _is_too_large(done):
        unfolded = unfold(export, counts, most=0)
        done = _translated(export, unfolded, counts)
    return _translated(export, unfolded, counts, is_brief=True) if _is_too_large(done) else done


def _is_too_large(done: Import) -> bool:
    return len(json.dumps(done.workflow)) > _ROOM


def _translated(
    export: Export, unfolded: Unfolded, counts: Mapping[str, bool | None], *, is_brief: bool = False
) -> Import:
    """The import of the instances; `counts` has the nodes that are pinned."""
    steps: frozenset[str] = frozenset()
    while True:
        ids = ids_of(unfolded.instances.values(), [node.name for node in unfolded.unreached], steps)
        lineage = Lineage(unfolded, ids, counts, frozenset(export.nodes), export.arrows)
        importing = _Importing(export, unfolded, lineage, frozenset(counts), is_brief)
        for each in unfolded.instances.values():
            importing.translate(each)
        done = importing.result(unfolded.unreached)
        twice = _twice(done)
        if twice <= steps:
            return done
        # A node is called as a step of another one is: the names of steps are known behind the translation.
        steps |= twice


def _behind_needs(place: Place, piece: Piece) -> Piece:
    """The piece behind what it reads: all items that arrive, how often it has run, what code evaluates."""
    counts = (counting_runs(),) if reads_runs(piece) else ()
    if counts and set(piece.entries) - {0}:
        raise Refused("expression-unsupported", expression="$runIndex", what="expression-run-index")
    if place.codes:
        return behind_values(place, piece, *counts)
    return behind_arrival(piece, *counts) if place.keeps_arriving or counts else piece


def _twice(done: Import) -> frozenset[str]:
    """The ids that several nodes of a workflow have."""
    counted = Counter(each["id"] for each in done.workflow["nodes"])
    return frozenset(id_ for id_, count in counted.items() if count > 1)


@dataclass(slots=True)
class _Importing:
    """One import, instance by instance."""

    export: Export
    unfolded: Unfolded
    lineage: Lineage
    pins: frozenset[str]
    is_brief: bool = False
    """Whether expressions are to be short, for all of them would be too large together."""
    reasons: dict[str, dict[Reason, None]] = field(default_factory=dict)
    used: ExpressionsUsed = NO_EXPRESSIONS
    lacking: dict[str, Reason] = field(default_factory=dict)
    """Why a part, by its name, has no counterpart."""
    takers: set[str] = field(default_factory=set)
    """Nodes that are translated with what hangs on them."""
    parts: dict[str, tuple[SourceNode, ...]] = field(default_factory=dict)
    """Of each node by name what hangs on it: a model, a memory, tools."""
    spoiled: set[str] = field(default_factory=set)
    """Instances whose items may be others than in n8n, and with them what follows."""
    sharing: list[str] = field(default_factory=list)
    """Instances that change in n8n what others have, too."""

    def __post_init__(self) -> None:
        for each in self.export.attachments:
            hanging = self.parts.get(each.target, ())
            self.parts[each.target] = (*hanging, self.export.nodes[each.source])

    def translate(self, instance: Instance) -> None:
        """Find the piece of an instance; those before it have theirs."""
        place = self._place(instance)
        try:
            place, piece = self._fitting(instance, place)
        except Refused as refused:
            place.reasons = {refused.reason: None}
            piece = placeholder_of(place)
        except _OF_ODD_FILES:
            # Whatever somebody wrote into a parameter, the rest of the file is imported.
            place.reasons = {Reason("parameters-odd"): None}
            piece = placeholder_of(place)
        else:
            self._note_translated(instance.node, place)
            held = held_up(self.lineage, instance)
            if held is not None and waits(piece):
                piece = unless_held_up(piece, held, len(place.inputs))
        self._note_around(instance, place)
        self.lineage.pieces[instance.id] = piece
        if not instance.copy:
            self.used += expressions_of(instance.node.parameters, place.translated)
        self.reasons.setdefault(instance.node.name, {}).update(place.reasons)

    def _place(self, instance: Instance) -> Place:
        zone, is_known = _zone_of(self.export)
        place = Place(
            node=instance.node,
            id=self.lineage.ids[instance.id],
            inputs=tuple(sorted({each.input for each in instance.arrivals if not each.is_back})),
            takes_one=instance.takes_one,
            earlier=EarlierNodes(self.lineage, instance),
            timezone=zone,
            workflow_name=self.export.name,
            files=Files(self.lineage, instance),
            outputs=self.unfolded.outputs[instance.id],
            is_returned_to=bool(instance.returns),
            run_index=run_index(self.unfolded, instance),
            previous=previous(self.unfolded, instance),
            is_in_cycle=self.unfolded.is_in_cycle(instance),
            is_brief=self.is_brief,
            attached=self.parts.get(instance.node.name, ()),
            parts=self.parts,
        )
        if not is_known:
            place.note("setting-ignored", setting="settings.timezone")
        return place

    def _fitting(self, instance: Instance, place: Place) -> tuple[Place, Piece]:
        """The piece and its place; where expressions are too long, code makes more and more texts."""
        try:
            return place, self._piece(instance, place)
        except Refused as refused:
            if refused.reason.code != "expression-too-long":
                raise
            for most in _SHORTER:
                shorter = replace(self._place(instance), most=most)
                with suppress(Refused):
                    return shorter, self._piece(instance, shorter)
            raise

    def _piece(self, instance: Instance, place: Place) -> Piece:
        node = instance.node
        if node.name in self.pins:
            piece = pinned(place)
            if is_trigger(node) or not instance.arrivals:
                expression = piece.steps[0].config["expression"]
                return trigger_piece({"mode": "manual"}, expression)
            return piece
        if node.name in self.export.dangling:
            place.note("arrow-to-nowhere")
        if node.is_disabled and is_merge(node):
            return translate_disabled_merge(place)
        if node.is_disabled:
            return Piece((Step("transform", {"expression": "$input"}),), pairs={0: AT})
        translate = FAMILIES.get(node.type)
        if translate is None:
            if is_trigger(node):
                translate = translate_app_trigger
            elif is_part(node):
                translate = translate_part
            else:
                package = node.type.rpartition(".")[0]
                raise Refused("node-unsupported" if package in CORE else "community-node", type=node.type)
        return _behind_needs(place, translate(place))

    def _note_translated(self, node: SourceNode, place: Place) -> None:
        """Note what the translation of a node left out, and that it takes what hangs on the node."""
        if self._is_read(node):
            note_left_out(place, "setting-left-out" if sends(node) else "setting-ignored")
        if place.takes_parts:
            self.takers.add(node.name)
            self.lacking |= place.lacking

    def _note_around(self, instance: Instance, place: Place) -> None:
        """Note what its surroundings make of an instance that is not quite the same, and it of theirs."""
        for reason in reasons_of(self.unfolded, instance, self.spoiled):
            place.reasons[reason] = None
        if self._goes_past(instance.node):
            place.reasons[Reason("input-unused")] = None
        if any(each.code in _SPOILING for each in place.reasons):
            self.spoiled.add(instance.id)
        if _SHARED in place.reasons:
            self.sharing.append(instance.id)

    def _goes_past(self, node: SourceNode) -> bool:
        """Whether arrows lead to a trigger: n8n lets items pass through it, and here nothing follows."""
        return is_trigger(node) and not node.is_disabled and self.lineage.leads_to(node.name)

    def _is_read(self, node: SourceNode) -> bool:
        """Whether what a node is set to was read; what starts a workflow is subscribed to by hand."""
        return not (node.is_disabled or node.name in self.pins or is_trigger(node))

    def _spoil_loops(self) -> None:
        """What comes back into a loop from a node that is not quite the same reaches all of the loop."""
        for header in self.unfolded.headers:
            spoiled = (self.unfolded.instances[each] for each in self.spoiled)
            if not any(self.unfolded.is_in_body(each, header) for each in spoiled):
                continue
            for each in self.unfolded.instances.values():
                if each.id == header.id or header.id in self.unfolded.before[each.id]:
                    self.reasons[each.node.name][Reason("after-approximated")] = None

    def _spoil_sharers(self) -> None:
        """What is changed in place is changed for all whose items come from where its own come from."""
        before = self.unfolded.before
        for id_ in self.sharing:
            for each in self.unfolded.instances.values():
                if before[each.id] & before[id_]:
                    self.reasons[each.node.name][_SHARED] = None

    # The workflow

    def result(self, unreached: tuple[SourceNode, ...]) -> Import:
        """The workflow of all pieces."""
        self._spoil_loops()
        self._spoil_sharers()
        writing = Writing(self.lineage)
        for each in self.unfolded.instances.values():
            writing.add(each)
        for each in self.unfolded.instances.values():
            writing.connect(each)
        self._close_loops(writing)
        for node in unreached:
            self._add_unreached(node, writing)
        workflow = {
            "name": self.export.name[:MAX_NAME] or "n8n",
            "nodes": writing.nodes,
            "connections": writing.connections,
            "settings": {"max_iterations": 1000},
        }
        ranks = self.unfolded.run_order
        trails = tuple(sorted(writing.trails, key=lambda trail: ranks[trail.id]))
        return Import(workflow, tuple(self._imported(writing)), trails, self.used)

    def _imported(self, writing: Writing) -> Iterator[Imported]:
        """What has become of each node of the export."""
        for name, node in self.export.nodes.items():
            if name != ADDED_TRIGGER:
                yield Imported(node, tuple(writing.ids.get(name, ())), tuple(self.reasons.get(name, ())))

    def _close_loops(self, writing: Writing) -> None:
        """Keep within its loop what does not come back by itself."""
        for each in self.unfolded.instances.values():
            piece = self.lineage.pieces[each.id]
            if piece.keeps is not None:
                own = self.lineage.ids[each.id]
                first, back, keep = (
                    step_id(own, step) for step in ("loop", piece.returns or MAIN, piece.keeps)
                )
                keep_in_loop(writing.connections, first, back, keep)

    def _hangs_on(self, name: str) -> list[str]:
        """The nodes that a part hangs on, at once or by another part."""
        found: dict[str, None] = {}
        pending = [name]
        while pending:
            source = pending.pop()
            for each in self.export.attachments:
                if each.source == source and each.target not in found:
                    found[each.target] = None
                    pending.append(each.target)
        return list(found)

    def _add_unreached(self, node: SourceNode, writing: Writing) -> None:
        targets = self._hangs_on(node.name)
        reached = {each.node.name for each in self.unfolded.instances.values()}
        roots = [each for each in targets if each in reached]
        if roots and self.takers.issuperset(roots):
            lacking = self.lacking.get(node.name)
            part = lacking or Reason("part-of-node", (("node", roots[0]),))
            self.reasons[node.name] = {part: None}
            writing.ids[node.name] = writing.ids.get(roots[0], [])
            return
        lonely = Reason("node-part-unsupported", (("type", node.type),))
        reason = lonely if roots else Reason("never-runs")
        self.reasons[node.name] = {reason: None}
        writing.add_alone(node, self.lineage.ids[node.name], "placeholder" if roots else "transform")
