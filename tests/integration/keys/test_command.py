"""The command for keys against the tables of the template in moto."""

import contextlib
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import boto3
import pytest

from exeoflow.bootstrap import Application
from exeoflow.keys.command import main
from exeoflow.keys.moving import imported, read_keys
from exeoflow.model.api_key import Scope, digest_of
from local.aws.services import local_aws
from local.embedded.stores.key_store import SqliteKeyStore
from local.keys import make_key
from local.place import ACCOUNT_ID, REGION, TEMPLATE
from local.state.database import Database
from local.template import read_stack
from local.template.resolver import Deployment

pytestmark = pytest.mark.slow

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def table() -> Iterator[str]:
    declared = read_stack(TEMPLATE, Deployment("exeoflow", REGION, ACCOUNT_ID), {})
    table = declared.tables["ApiKeysTable"]
    with local_aws():
        boto3.client("dynamodb").create_table(**table.declaration)
        yield table.name


@pytest.fixture
def keys(table: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    monkeypatch.setenv("API_KEYS_TABLE", table)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        out, err = capsys.readouterr()
        return status, out, err

    return run


def test_a_key_is_shown_once_and_only_its_hash_is_stored(keys: Command, table: str) -> None:
    status, out, _ = keys(
        "create", "--workspace", "acme", "--name", "CI", "--scopes", "workflows:read", "--rate", "premium"
    )

    secret = out.splitlines()[0]
    application = Application({"API_KEYS_TABLE": table})
    admission = application.keys.admit(digest_of(secret), application.clock.now())
    assert status == 0
    assert re.fullmatch(r"exo_live_[0-9A-Za-z]{40}", secret)
    assert admission is not None
    assert (admission.key.workspace, admission.key.name, admission.key.limit) == ("acme", "CI", 1000)
    assert admission.key.scopes == {Scope.WORKFLOWS_READ}
    assert secret not in str(boto3.client("dynamodb").scan(TableName=table)["Items"])


def test_a_key_can_do_everything_for_ever_unless_told_otherwise(keys: Command) -> None:
    keys("create", "--name", "all")
    keys("create", "--name", "short", "--expires", "90d", "--rate", "7")

    _, out, _ = keys("list")

    first, second = out.splitlines()
    assert "100/min" in first
    assert all(scope in first for scope in Scope)
    assert first.endswith("valid")
    assert "7/min" in second
    assert "expires 20" in second


def test_a_revoked_key_is_listed_as_such_and_stays_invalid(keys: Command, table: str) -> None:
    _, out, _ = keys("create", "--name", "old")
    secret, key_id = out.splitlines()[0], out.split()[2].rstrip(",")

    assert keys("revoke", key_id)[0] == 0

    application = Application({"API_KEYS_TABLE": table})
    assert application.keys.admit(digest_of(secret), application.clock.now()) is None
    assert "revoked 20" in keys("list")[1]


def test_keys_of_another_workspace_are_neither_listed_nor_revoked(keys: Command) -> None:
    _, out, _ = keys("create", "--workspace", "acme", "--name", "theirs")
    key_id = out.split()[2].rstrip(",")

    assert keys("list", "--workspace", "other")[1] == ""
    status, _, err = keys("revoke", "--workspace", "other", key_id)

    assert status == 1
    assert err.count("\n") == 1


def test_a_key_that_would_have_expired_is_not_made(keys: Command) -> None:
    status, out, err = keys("create", "--name", "late", "--expires", "2020-01-01T00:00:00Z")

    assert (status, out) == (1, "")
    assert "expired" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["create", "--name", ""],
        ["create", "--name", " \u200b"],
        ["create", "--name", "x", "--workspace", "A#B"],
        ["create", "--name", "x", "--scopes", "everything"],
        ["create", "--name", "x", "--rate", "0"],
        ["create", "--name", "x", "--rate", "fast"],
        ["create", "--name", "x", "--expires", "soon"],
        ["destroy"],
        [],
    ],
)
def test_arguments_that_make_no_sense_are_refused_with_the_usage(keys: Command, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        keys(*arguments)

    assert ending.value.code == 2


def test_a_table_must_be_named(keys: Command, monkeypatch: pytest.MonkeyPatch, table: str) -> None:
    monkeypatch.delenv("API_KEYS_TABLE")

    status, _, err = keys("list")

    assert status == 1
    assert "--table" in err
    assert keys("--table", table, "list")[0] == 0


def test_a_table_that_is_not_there_is_one_line(keys: Command) -> None:
    status, _, err = keys("--table", "no-such-table", "list")

    assert status == 1
    assert err.count("\n") == 1


def test_the_local_server_is_reached_at_its_own_address(
    keys: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("API_KEYS_TABLE")

    status, _, err = keys("--local", "--endpoint-url", "http://127.0.0.1:9", "list")

    assert status == 1
    assert err.count("\n") == 1


def test_a_key_goes_on_letting_in_after_a_move(
    keys: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [keys("create", "--workspace", "acme", "--name", f"CI {n}", "--expires", "90d")[1] for n in (1, 2)]
    keys("revoke", "--workspace", "acme", made[1].split()[2].rstrip(","))
    _, lines, _ = keys("export", "--workspace", "acme")
    with contextlib.closing(Database(str(tmp_path / "state.sqlite"))) as database:
        store = SqliteKeyStore(database)
        here = list(imported(store, read_keys(lines.splitlines())))
        again = list(imported(store, read_keys(lines.splitlines())))
        admission = store.admit(digest_of(made[0].splitlines()[0]), datetime.now(UTC))
    secret = made[0].splitlines()[0]

    assert [is_new for _, is_new in (*here, *again)] == [True, False]
    assert admission is not None
    assert (admission.key.name, admission.key.workspace) == ("CI 1", "acme")
    assert secret not in lines
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    assert "there already" in keys("import")[1]


def test_a_key_that_everybody_may_know_stays_where_it_is(keys: Command, table: str) -> None:
    make_key("exo_local_demo_key", Application({"API_KEYS_TABLE": table}).keys)

    assert "local" in keys("list")[1]
    assert keys("export")[1] == ""


KEY = {
    "id": "key_1",
    "digest": "a" * 64,
    "name": "n",
    "workspace": "acme",
    "scopes": ["workflows:read"],
    "limit": 1,
    "created_at": "2026-11-29T00:00:00Z",
}


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("{", ""),
        ("[]", ""),
        ("\x00", ""),
        ('{"id": "nobody"}', "digest: "),
        (json.dumps(KEY | {"scopes": ["everything"]}), "scopes: "),
        (json.dumps(KEY | {"limit": 0}), "no stack"),
        (json.dumps(KEY | {"digest": "A" * 64}), "no stack"),
        (json.dumps(KEY | {"workspace": "a#b"}), "no stack"),
        (json.dumps(KEY | {"id": "key#1"}), "no stack"),
        (json.dumps(KEY | {"name": ""}), "no stack"),
        (json.dumps(KEY | {"created_at": "2026-11-29T00:00:00"}), "no stack"),
    ],
)
def test_a_line_that_is_no_key_stores_none(
    keys: Command, monkeypatch: pytest.MonkeyPatch, line: str, place: str
) -> None:
    keys("create", "--name", "one")
    good = keys("export")[1].replace("default", "elsewhere")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{good}{line}\n"))

    status, _, said = keys("import")

    assert (status, said.count("\n")) == (1, 1)
    assert f"Line 2 is no key: {place}" in said
    assert keys("list", "--workspace", "elsewhere")[1] == ""
