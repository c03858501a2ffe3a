import os
from pathlib import Path
from sqlite3 import IntegrityError

import pytest

from local.aws.moto_adapters.dynamodb import ItemChange
from local.aws.moto_adapters.queues import QueuedMessage
from local.state.database import Database
from local.state.folder import FolderError, open_folder
from local.state.items import StoredItems
from local.state.messages import StoredMessages

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


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with open_folder(tmp_path / "state") as database, database.transaction() as connection:
        connection.execute("PRAGMA user_version = 999")

    with pytest.raises(FolderError, match="not written by this version"):
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
