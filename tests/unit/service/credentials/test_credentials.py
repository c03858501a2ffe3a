"""Credentials from their creation to their deletion, and the workflows that name them."""

from dataclasses import replace
from typing import Any

import pytest

from exeoflow.errors import (
    CredentialChanged,
    CredentialInUse,
    CredentialNotFound,
    IdempotencyKeyReused,
    InvalidRequest,
    PreconditionFailed,
    TooManyCredentials,
    WorkflowInvalid,
)
from exeoflow.model.credential import MAX_CREDENTIALS, CredentialKind, StoredCredential
from exeoflow.model.page import PageRequest
from exeoflow.model.workflows.stored_workflow import Graph, WorkflowStatus
from exeoflow.service.credentials.attempt import attempt_with_credential
from exeoflow.service.credentials.create import NewCredential, create_credential
from exeoflow.service.credentials.delete import delete_credential
from exeoflow.service.credentials.read import get_credential, list_credentials, used_by
from exeoflow.service.credentials.resolve import resolve
from exeoflow.service.credentials.update import CredentialChanges, update_credential
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.ports.credential_trials import Trial
from exeoflow.service.ports.vault import Place
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.preconditions import Precondition
from exeoflow.service.workflows.references.credentials import named_credentials
from exeoflow.service.workflows.set_status import set_workflow_status
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from exeoflow.service.workflows.validate import validate_workflow
from tests.fakes.ports import FakePorts, fake_ports

NEW = NewCredential("CRM", CredentialKind.BASIC, {"username": "me", "password": "secret"}, ("a.example",))
ROTATED = CredentialChanges(values={"password": "other", "username": "me"})


@pytest.fixture
def ports() -> FakePorts:
    return fake_ports()


@pytest.fixture
def credential(ports: FakePorts) -> StoredCredential:
    return create_credential(ports, "acme", NEW)


def naming(*named: Any, kind: str = "http_request") -> Graph:
    """A graph with one request for each credential."""
    calls = [
        {"id": f"n{index}", "type": kind, "config": {"url": "https://a.example/", "credential": name}}
        for index, name in enumerate(named)
    ]
    edges = [
        {"source": "t" if index == 0 else f"n{index - 1}", "target": f"n{index}"}
        for index in range(len(named))
    ]
    return Graph(({"id": "t", "type": "trigger"}, *calls), tuple(edges))  # type: ignore[arg-type]


def workflow_naming(ports: FakePorts, *named: Any) -> str:
    return create_workflow(ports, "acme", NewWorkflow("Workflow", graph=naming(*named))).id


def test_what_is_stored_of_a_credential_holds_no_value(
    ports: FakePorts, credential: StoredCredential
) -> None:
    assert credential.fields == ("username", "password")
    assert credential.revision == 1
    assert "secret" not in repr(credential) + repr(ports.credentials) + repr(NEW) + repr(ROTATED)
    assert resolve(ports, "acme", credential.id).values == NEW.values


def test_values_that_are_too_long_for_the_vault_are_refused(ports: FakePorts) -> None:
    def holding(size: int) -> NewCredential:
        return replace(NEW, values={"token": "x" * size})

    create_credential(ports, "acme", holding(ports.vault.max_bytes - len('{"token":""}')))
    with pytest.raises(InvalidRequest) as refusal:
        create_credential(ports, "acme", holding(ports.vault.max_bytes))

    assert [fault.rule for fault in refusal.value.faults] == ["credential-too-large"]
    assert "xxx" not in str(refusal.value)


def test_a_repeated_request_creates_one_credential(ports: FakePorts) -> None:
    request = IdempotentRequest.of("key", {"n": 1})

    first = create_credential(ports, "acme", NEW, request)
    again = create_credential(ports, "acme", NEW, request)

    assert first == again
    assert len(ports.credentials.credentials) == len(ports.vault.secrets) == 1
    with pytest.raises(IdempotencyKeyReused):
        create_credential(ports, "acme", NEW, IdempotentRequest.of("key", {"n": 2}))


def test_an_attempt_that_broke_off_before_its_end_is_gone_on_with(ports: FakePorts) -> None:
    request = IdempotentRequest.of("key", {"n": 1})
    ports.receipts.end = lambda _: None  # type: ignore[assignment,method-assign]

    first = create_credential(ports, "acme", NEW, request)

    assert create_credential(ports, "acme", NEW, request) == first
    assert len(ports.credentials.credentials) == 1


def test_a_workspace_has_room_for_so_many(ports: FakePorts, credential: StoredCredential) -> None:
    for number in range(MAX_CREDENTIALS - 1):
        ports.credentials.add(replace(credential, id=f"cred_{number}"))

    with pytest.raises(TooManyCredentials):
        create_credential(ports, "acme", NEW)
    create_credential(ports, "other", NEW)


def test_credentials_are_listed_newest_first_and_of_one_workspace(
    ports: FakePorts, credential: StoredCredential
) -> None:
    newer = create_credential(ports, "acme", NEW)
    create_credential(ports, "other", NEW)

    page = list_credentials(ports, "acme", PageRequest(1, 1))

    assert page.items == (newer,)
    assert page.total == 2
    assert list_credentials(ports, "acme", PageRequest(2, 1)).items == (credential,)


def test_a_rotation_is_in_force_at_once_and_forgets_what_was(
    ports: FakePorts, credential: StoredCredential
) -> None:
    ports.clock.advance(minutes=1)

    rotated = update_credential(ports, "acme", credential.id, ROTATED, Precondition(frozenset({1})))

    assert (rotated.revision, rotated.name) == (2, "CRM")
    assert rotated.updated_at > credential.updated_at
    assert resolve(ports, "acme", credential.id).values == ROTATED.values
    assert len(ports.vault.secrets) == 1


def test_a_repeated_rotation_changes_nothing(ports: FakePorts, credential: StoredCredential) -> None:
    condition = Precondition(frozenset({1}))
    rotated = update_credential(ports, "acme", credential.id, ROTATED, condition)

    assert update_credential(ports, "acme", credential.id, ROTATED, condition) == rotated
    with pytest.raises(PreconditionFailed):
        update_credential(ports, "acme", credential.id, CredentialChanges(name="x"), condition)


def test_what_is_said_of_it_changes_without_its_values(
    ports: FakePorts, credential: StoredCredential
) -> None:
    changes = CredentialChanges(name="ERP", allowed_hosts=())

    changed = update_credential(ports, "acme", credential.id, changes)

    assert (changed.name, changed.allowed_hosts, changed.version) == ("ERP", (), credential.version)
    assert resolve(ports, "acme", credential.id).values == NEW.values


def test_of_two_rotations_at_once_both_take_effect_one_after_the_other(
    ports: FakePorts, credential: StoredCredential
) -> None:
    put = ports.vault.put
    others = [CredentialChanges(values={"username": "me", "password": "between"})]

    def put_while_another_rotates(place: Place, secret: str) -> None:
        put(place, secret)
        if others:
            update_credential(ports, "acme", credential.id, others.pop())

    ports.vault.put = put_while_another_rotates  # type: ignore[method-assign]

    rotated = update_credential(ports, "acme", credential.id, ROTATED)

    assert rotated.revision == 3
    assert resolve(ports, "acme", credential.id).values == ROTATED.values
    assert len(ports.vault.secrets) == 1


def test_who_is_overtaken_again_and_again_gives_up_and_leaves_nothing(
    ports: FakePorts, credential: StoredCredential
) -> None:
    ports.credentials.replace = lambda *_: False  # type: ignore[method-assign]

    with pytest.raises(CredentialChanged):
        update_credential(ports, "acme", credential.id, ROTATED)

    assert len(ports.vault.secrets) == 1
    with pytest.raises(CredentialChanged):
        update_credential(ports, "acme", credential.id, CredentialChanges(name="x"))


def test_a_trial_is_of_ones_own_credential(ports: FakePorts, credential: StoredCredential) -> None:
    class Trials:
        def attempt(self, workspace: str, credential_id: str, url: str) -> Trial:
            return Trial(message=f"{workspace} {credential_id} {url}")

    found = attempt_with_credential(ports, Trials(), "acme", credential.id, "https://a.example")

    assert found.message == f"acme {credential.id} https://a.example"
    with pytest.raises(CredentialNotFound):
        attempt_with_credential(ports, Trials(), "other", credential.id, "https://a.example")


def test_a_deleted_credential_leaves_nothing(ports: FakePorts, credential: StoredCredential) -> None:
    delete_credential(ports, "acme", credential.id)

    assert ports.credentials.credentials == {}
    assert ports.vault.secrets == {}
    with pytest.raises(CredentialNotFound):
        get_credential(ports, "acme", credential.id)


def test_repeating_a_deletion_that_broke_off_clears_the_secrets(
    ports: FakePorts, credential: StoredCredential
) -> None:
    ports.credentials.credentials.clear()

    with pytest.raises(CredentialNotFound):
        delete_credential(ports, "acme", credential.id)

    assert ports.vault.secrets == {}


@pytest.mark.parametrize("is_forced", [False, True])
def test_nobody_reaches_the_credential_of_another_workspace(
    ports: FakePorts, credential: StoredCredential, *, is_forced: bool
) -> None:
    for act in (
        lambda: get_credential(ports, "other", credential.id),
        lambda: update_credential(ports, "other", credential.id, ROTATED),
        lambda: delete_credential(ports, "other", credential.id, is_forced=is_forced),
        lambda: resolve(ports, "other", credential.id),
    ):
        with pytest.raises(CredentialNotFound):
            act()

    assert resolve(ports, "acme", credential.id).values == NEW.values


def test_a_credential_tells_which_workflows_name_it_now(
    ports: FakePorts, credential: StoredCredential
) -> None:
    other = create_credential(ports, "acme", NEW)
    both = workflow_naming(ports, credential.id, {"name": other.id})
    one = workflow_naming(ports, credential.id, credential.id)
    deleted = workflow_naming(ports, credential.id)
    delete_workflow(ports, "acme", deleted)

    def users(of: StoredCredential) -> list[str]:
        return [workflow.id for workflow in used_by(ports, get_credential(ports, "acme", of.id))]

    assert users(credential) == [both, one]
    only = naming(other.id)
    assert users(other) == [both]
    update_workflow(ports, "acme", one, WorkflowChanges(nodes=only.nodes, connections=only.connections))
    assert users(credential) == [both]
    assert users(other) == [both, one]


def test_a_credential_in_use_is_deleted_by_force_only(ports: FakePorts, credential: StoredCredential) -> None:
    workflow = workflow_naming(ports, credential.id)

    with pytest.raises(CredentialInUse) as refusal:
        delete_credential(ports, "acme", credential.id)
    assert refusal.value.workflows == (workflow,)
    delete_credential(ports, "acme", credential.id, is_forced=True)

    with pytest.raises(WorkflowInvalid):
        set_workflow_status(ports, "acme", workflow, WorkflowStatus.ACTIVE)
    assert ports.vault.secrets == {}


def test_a_workflow_that_begins_to_name_it_meanwhile_keeps_a_credential(
    ports: FakePorts, credential: StoredCredential
) -> None:
    uses = ports.credentials.uses
    named: list[str] = []

    def uses_before_another_names_it(workspace: str, credential_id: str) -> Any:
        found = uses(workspace, credential_id)
        if not named:
            named.append(workflow_naming(ports, credential_id))
        return found

    ports.credentials.uses = uses_before_another_names_it  # type: ignore[method-assign]

    with pytest.raises(CredentialInUse):
        delete_credential(ports, "acme", credential.id)


@pytest.mark.parametrize("form", [lambda name: name, lambda name: {"name": name}], ids=["name", "object"])
def test_a_workflow_cannot_name_what_its_workspace_has_not(ports: FakePorts, form: Any) -> None:
    foreign = create_credential(ports, "other", NEW)

    with pytest.raises(WorkflowInvalid) as refusal:
        workflow_naming(ports, form(foreign.id))

    assert [(fault.rule, fault.path.partition(".name")[0]) for fault in refusal.value.diagnostics] == [
        ("credential-unknown", "nodes[1].config.credential")
    ]
    validation = validate_workflow(ports, "acme", NewWorkflow("W", graph=naming(form(foreign.id))))
    assert not validation.is_valid
    assert ports.credentials.notes == set()
    assert ports.credentials.uses("other", foreign.id) == []


def test_the_certificate_of_a_node_is_a_credential_too(credential: StoredCredential) -> None:
    config = {"url": "https://a.example/", "tls": credential.id, "credential": "crm"}
    call = {"id": "c", "type": "http_request", "config": config}

    assert named_credentials(Graph(({"id": "t", "type": "trigger"}, call))) == {credential.id}  # type: ignore[arg-type]


def test_checking_a_workflow_notes_nothing(ports: FakePorts, credential: StoredCredential) -> None:
    assert validate_workflow(ports, "acme", NewWorkflow("W", graph=naming(credential.id))).is_valid

    assert ports.credentials.notes == set()


def test_what_is_no_id_is_the_name_of_a_parameter_kept_by_hand(ports: FakePorts) -> None:
    workflow = workflow_naming(ports, "crm/token", {"name": "erp"})

    assert set_workflow_status(ports, "acme", workflow, WorkflowStatus.ACTIVE).id == workflow


def test_a_workflow_with_its_credential_becomes_active(
    ports: FakePorts, credential: StoredCredential
) -> None:
    workflow = workflow_naming(ports, credential.id)

    assert set_workflow_status(ports, "acme", workflow, WorkflowStatus.ACTIVE).status is WorkflowStatus.ACTIVE


def test_a_rotation_whose_answer_was_lost_and_is_repeated_keeps_its_secret(
    ports: FakePorts, credential: StoredCredential
) -> None:
    stored = ports.credentials.replace

    def stored_but_refused_when_repeated(previous: StoredCredential, changed: StoredCredential) -> bool:
        stored(previous, changed)
        return stored(previous, changed)

    ports.credentials.replace = stored_but_refused_when_repeated  # type: ignore[assignment,method-assign]

    rotated = update_credential(ports, "acme", credential.id, ROTATED)

    assert rotated.revision == 2
    assert resolve(ports, "acme", credential.id).values == ROTATED.values
    assert len(ports.vault.secrets) == 1
