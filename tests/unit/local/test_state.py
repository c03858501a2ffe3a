import os
import sqlite3
from io import FileIO, TextIOWrapper
from pathlib import Path
from sqlite3 import IntegrityError
from typing import Any

import pytest

from exeoflow.errors import StackFault, Unavailable
from exeoflow.service.ports.vault import Place
from local.__main__ import _say
from local.aws.moto_adapters.dynamodb import ItemChange
from local.embedded.stores.vault import SqliteVault
from local.state import vault_key
from local.state.database import Database
from local.state.errors import FolderError
from local.state.folder import open_folder
from local.state.items import StoredItems
from local.state.messages import QueuedMessage, StoredMessages
from local.state.vault_key import kept_key

_TABLES_OF_VERSION_4 = {
    "messages",
    "sqlite_sequence",
    "items",
    "machines",
    "executions",
    "triggers",
    "events",
}
ITEM = {
    "pk": {"S": "a"},
    "data": {"B": b"\x00\xff"},
    "set": {"BS": [b"\x01"]},
    "map": {"M": {"x": {"N": "1"}}},
}


def test_items_come_back_as_they_were_binary_values_included(tmp_path: Path) -> None:
    with open_folder(tmp_path / "state") as database:
        StoredItems(database).write_items([ItemChange("t", ("a", "b"), ITEM)])

    with open_folder(tmp_path / "state") as database:
        assert list(StoredItems(database).of_table("t")) == [ITEM]


def test_only_the_latest_state_of_an_item_is_kept() -> None:
    items = StoredItems(Database(":memory:"))
    items.write_items([ItemChange("t", ("a", "b"), {"v": {"N": "1"}})])

    items.write_items([ItemChange("t", ("a", "b"), {"v": {"N": "2"}}), ItemChange("t", ("c", "d"), ITEM)])
    items.write_items([ItemChange("t", ("c", "d"), None)])

    assert list(items.of_table("t")) == [{"v": {"N": "2"}}]


def test_a_transaction_that_fails_leaves_nothing() -> None:
    database = Database(":memory:")

    with pytest.raises(IntegrityError), database.transaction() as connection:
        connection.executemany("INSERT INTO machines VALUES (?, '{}')", [("a",), ("a",)])

    assert database.rows("SELECT * FROM machines") == []


def test_one_process_at_a_time_uses_a_folder(tmp_path: Path) -> None:
    with open_folder(tmp_path / "state"), pytest.raises(FolderError, match=f"process {os.getpid()}"):
        open_folder(tmp_path / "state").__enter__()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("state.sqlite", b"this is no database" * 100, "cannot be read"),
        ("state.sqlite", b"", "empty"),
        ("letter.txt", b"dear reader", "holds other files"),
    ],
)
def test_a_folder_with_something_else_in_it_is_refused(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(FolderError, match=reason) as raised:
        open_folder(tmp_path).__enter__()

    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("pragma", "reason"),
    [
        ("user_version = 999", "newer version"),
        ("user_version = 3", "too old"),
        ("application_id = 1", "not written by the local server"),
    ],
)
def test_a_database_of_another_program_or_version_is_refused(
    tmp_path: Path, pragma: str, reason: str
) -> None:
    with open_folder(tmp_path / "state") as database, database.transaction() as connection:
        connection.execute(f"PRAGMA {pragma}")

    with pytest.raises(FolderError, match=reason) as raised:
        open_folder(tmp_path / "state").__enter__()

    assert "\n" not in str(raised.value)


def test_a_state_from_before_the_embedded_stack_gets_its_tables(tmp_path: Path) -> None:
    with open_folder(tmp_path / "state") as database:
        StoredMessages(database).write(QueuedMessage("1", "work", "a"))
        with database.transaction() as connection:
            names = database.rows(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE%'"
            )
            for name in {name for (name,) in names} - _TABLES_OF_VERSION_4:
                connection.execute(f"DROP TABLE {name}")
            connection.execute("PRAGMA user_version = 4")

    with open_folder(tmp_path / "state") as database:
        assert database.rows("SELECT count(*) FROM workflows") == [(0,)]
        assert list(StoredMessages(database).all()) == [QueuedMessage("1", "work", "a")]


def test_a_table_that_came_later_is_added_and_nothing_is_lost(tmp_path: Path) -> None:
    with open_folder(tmp_path / "state") as database, database.transaction() as connection:
        connection.execute("DROP TABLE trigger_moves")
        connection.execute("INSERT INTO machines VALUES ('a', '{}')")

    with open_folder(tmp_path / "state") as database:
        assert database.rows("SELECT count(*) FROM trigger_moves") == [(0,)]
        assert database.rows("SELECT arn FROM machines") == [("a",)]


def test_a_column_that_came_later_is_added_and_nothing_is_lost(tmp_path: Path) -> None:
    with open_folder(tmp_path / "state") as database, database.transaction() as connection:
        connection.execute("ALTER TABLE workflows DROP COLUMN tags")
        connection.execute(
            "INSERT INTO workflows"
            " (workspace, id, status, revision, name, description, created_at, updated_at)"
            " VALUES ('w', 'wf_1', 'active', 1, 'A', '', 1, 1)"
        )

    with open_folder(tmp_path / "state") as database:
        assert database.rows("SELECT id, tags FROM workflows") == [("wf_1", "[]")]


def test_a_disk_that_takes_nothing_more_is_told_and_nothing_is_stored() -> None:
    lines: list[str] = []
    database = Database(":memory:", lines.append)
    [(pages,)] = database.rows("PRAGMA page_count")
    database.rows(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(Unavailable) as told, database.transaction() as connection:
        connection.executemany("INSERT INTO machines VALUES (?, ?)", [("a", "{}"), ("b", "x" * 100_000)])

    assert "full" in str(told.value.__cause__)
    assert database.rows("SELECT * FROM machines") == []
    with pytest.raises(Unavailable), database.transaction() as connection:
        connection.execute("INSERT INTO machines VALUES ('c', ?)", ["x" * 100_000])
    assert lines == ["The disk that holds the state: database or disk is full"]
    with database.transaction() as connection:
        connection.execute("INSERT INTO machines VALUES ('d', '{}')")
    with pytest.raises(Unavailable), database.transaction() as connection:
        connection.execute("INSERT INTO machines VALUES ('e', ?)", ["x" * 100_000])
    assert len(lines) == 2


def test_a_folder_whose_lock_cannot_be_written_is_refused_in_one_line(tmp_path: Path) -> None:
    tmp_path.joinpath("lock").symlink_to("/dev/full")

    with pytest.raises(FolderError, match="cannot be used"), open_folder(tmp_path):
        pass


def test_the_server_goes_on_where_its_lines_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    with TextIOWrapper(FileIO("/dev/full", "w"), write_through=True) as full:
        monkeypatch.setattr("sys.stdout", full)

        _say("ready")


def test_damage_that_shows_while_it_is_read_is_told(tmp_path: Path) -> None:
    more_than_is_held_in_memory = [(str(number), "x" * 1_000) for number in range(5_000)]
    with open_folder(tmp_path) as database, database.transaction() as connection:
        connection.executemany("INSERT INTO machines VALUES (?, ?)", more_than_is_held_in_memory)
    path = tmp_path / "state.sqlite"
    database = Database(str(path))
    with path.open("r+b") as file:
        size = path.stat().st_size
        file.seek(size // 2)
        file.write(b"\xff" * (size // 2))

    with pytest.raises(Unavailable):
        database.rows("SELECT * FROM machines")
    with pytest.raises(Unavailable), database.transaction() as connection:
        connection.execute("UPDATE machines SET document = ''")
    database.close()


def test_a_disk_that_cannot_be_written_is_told_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sqlite3.connect

    def read_only(path: str, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(path, **options)
        connection.execute("PRAGMA query_only=ON")
        return connection

    monkeypatch.setattr(sqlite3, "connect", read_only)

    with pytest.raises(FolderError, match=r"cannot be opened .*Make room on its disk"):
        open_folder(tmp_path / "state").__enter__()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(FolderError, match="cannot be used"):
        open_folder(tmp_path / "file").__enter__()


def test_a_message_is_kept_once_until_it_is_forgotten(tmp_path: Path) -> None:
    for _ in range(2):
        with open_folder(tmp_path / "state") as database:
            StoredMessages(database).write(QueuedMessage("1", "work", "a"))
            assert list(StoredMessages(database).all()) == [QueuedMessage("1", "work", "a")]

    with open_folder(tmp_path / "state") as database:
        StoredMessages(database).forget("1")
        assert list(StoredMessages(database).all()) == []


def test_the_key_of_credentials_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    with open_folder(tmp_path / "state") as database:
        key = kept_key(tmp_path / "state", database)
        (tmp_path / "state" / vault_key.FILE).chmod(0o644)

        assert kept_key(tmp_path / "state", database) == key
        assert (tmp_path / "state" / vault_key.FILE).stat().st_mode & 0o777 == 0o600
        assert len(key) == 32
        assert {entry.name for entry in (tmp_path / "state").iterdir()} >= {"state.sqlite", "vault.key"}


def test_a_key_that_is_missing_or_damaged_is_asked_for(tmp_path: Path) -> None:
    place = Place("acme", "cred_1", "v_1")
    with open_folder(tmp_path / "state") as database:
        SqliteVault(database, kept_key(tmp_path / "state", database)).put(place, "secret")
        file = tmp_path / "state" / vault_key.FILE
        file.write_bytes(b"short")
        with pytest.raises(FolderError, match="damaged"):
            kept_key(tmp_path / "state", database)
        file.unlink()
        with pytest.raises(FolderError, match="missing"):
            kept_key(tmp_path / "state", database)


def test_a_secret_opens_only_with_its_key_and_in_its_place(tmp_path: Path) -> None:
    place = Place("acme", "cred_1", "v_1")
    with open_folder(tmp_path / "state") as database:
        SqliteVault(database, bytes(32)).put(place, "secret")

        with pytest.raises(StackFault):
            SqliteVault(database, b"x" * 32).get(place)
        with database.transaction() as connection:
            connection.execute("UPDATE secrets SET workspace = 'other'")
        with pytest.raises(StackFault):
            SqliteVault(database, bytes(32)).get(Place("other", "cred_1", "v_1"))
        [(sealed,)] = database.rows("SELECT sealed FROM secrets")
    assert b"secret" not in sealed
