"""What a user may send never makes an item or a key longer than DynamoDB takes."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from exeoflow.adapters.dynamodb.workflows.items import refuse_too_large
from exeoflow.adapters.dynamodb.workflows.marks import places_of
from exeoflow.errors import WorkflowTooLarge
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow, WorkflowStatus
from exeoflow.nodes.formats.channels import channels_of

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
LONGEST_SORT_KEY = 1024
WORKFLOW = StoredWorkflow(
    workspace="acme",
    id="wf_" + "0" * 26,
    revision=1,
    name="Greet",
    description="",
    status=WorkflowStatus.INACTIVE,
    graph=Graph((), (), {}),
    created_at=NOON,
    updated_at=NOON,
)


@pytest.mark.parametrize("name", ["ΐ" * 200, "😀" * 200, "ß" * 200, "Greet"])
def test_a_name_is_a_key_however_it_grows_without_case(name: str) -> None:
    keys = [sort_key for _, sort_key in places_of(replace(WORKFLOW, name=name))]

    assert max(len(key.encode()) for key in keys) <= LONGEST_SORT_KEY
    assert any(key.startswith(name.casefold()[:160]) for key in keys)


@pytest.mark.parametrize(("length", "is_shared"), [(1000, True), (1100, False)])
def test_a_source_that_is_no_key_has_a_rule_of_its_own(length: int, *, is_shared: bool) -> None:
    assert (channels_of({"source": ["s" * length]}) is not None) is is_shared


def test_a_revision_has_room_for_its_publication() -> None:
    noise = hashlib.shake_256(b"names").hexdigest(400_000)
    names = {noise[at : at + 80]: noise[at : at + 64] for at in range(0, len(noise), 80)}

    with pytest.raises(WorkflowTooLarge):
        refuse_too_large(WORKFLOW, SourceMap(names, names))

    refuse_too_large(WORKFLOW, SourceMap({}, dict([*names.items()][:1000])))
