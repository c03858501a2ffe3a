"""Gaps: moto's DynamoDB is neither thread-safe nor durable, and its cost grows with what is stored.

- Requests run one at a time, so conditional writes and transactions are atomic among threads.
- A transaction copies whole tables so that it can be undone; here only the items that it touches are
  copied.
- A query sorts the whole table; here only the partition that it asks for.
- Every change is written to a journal before the request is answered.
"""

import copy
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from inspect import signature
from typing import Any, Final, Protocol

from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler

from local.aws.replacement import replaced

Key = tuple[str, dict[str, Any]]  # the table's name and the item's key attributes


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item as it is after a write; `attributes` are DynamoDB JSON, None for an item that is gone."""

    table: str
    key: tuple[str, str]
    attributes: dict[str, Any] | None


class ItemJournal(Protocol):
    """Where changes of items are kept."""

    def write_items(self, changes: Sequence[ItemChange]) -> None:
        """Keep all of `changes` or none, durably, before returning."""


@contextmanager
def durable_tables(journal: ItemJournal) -> Iterator[None]:
    """Make moto's tables atomic among threads, quick, and as durable as `journal`."""
    one_at_a_time = threading.RLock()
    recorder = _Recorder(journal)
    call_action = DynamoHandler.call_action

    def call_alone(handler: DynamoHandler) -> Any:
        with one_at_a_time:
            return call_action(handler)

    with ExitStack() as stack:
        stack.enter_context(replaced(DynamoHandler, "call_action", call_alone))
        for operation, touched in _TOUCHED.items():
            recorded = recorder.recorded(getattr(DynamoDBBackend, operation), touched)
            stack.enter_context(replaced(DynamoDBBackend, operation, recorded))
        stack.enter_context(replaced(Table, "query", _query_of_one_partition(Table.query)))
        # moto's own copy for undoing; a table that is its own copy makes both copying and restoring free.
        stack.enter_context(replaced(Table, "__deepcopy__", lambda table, _memo: table))
        yield


class _Recorder:
    """Runs write operations so that they happen whole and are journalled, or not at all."""

    def __init__(self, journal: ItemJournal) -> None:
        self._journal = journal
        self._is_recording = False

    def recorded(
        self, operation: Callable[..., Any], touched: Callable[..., Iterator[Key]]
    ) -> Callable[..., Any]:
        def run(backend: DynamoDBBackend, *arguments: Any, **options: Any) -> Any:
            if self._is_recording:  # an operation within a transaction
                return operation(backend, *arguments, **options)
            slots = [_Slot(backend, table, key) for table, key in touched(backend, *arguments, **options)]
            self._is_recording = True
            try:
                answer = operation(backend, *arguments, **options)
                self._journal.write_items([slot.change() for slot in slots])
            except BaseException:
                for slot in slots:
                    slot.restore()
                raise
            finally:
                self._is_recording = False
            return answer

        return run


class _Slot:
    """The place of one item in a table, with the item that was there at first."""

    def __init__(self, backend: DynamoDBBackend, table_name: str, key: dict[str, Any]) -> None:
        self._table = backend.get_table(table_name)
        self._hash = DynamoType(key[self._table.hash_key_attr])
        range_attribute = self._table.range_key_attr
        self._range = DynamoType(key[range_attribute]) if range_attribute else None
        self._before = copy.deepcopy(self._item())

    def change(self) -> ItemChange:
        item = self._item()
        key = (str(self._hash.value), str(self._range.value) if self._range else "")
        return ItemChange(self._table.name, key, item.to_json()["Attributes"] if item else None)

    def restore(self) -> None:
        place = self._table.items[self._hash] if self._range else self._table.items
        key: Any = self._range or self._hash
        if self._before is None:
            place.pop(key, None)
        else:
            place[key] = self._before

    def _item(self) -> Item | None:
        return self._table.get_item(self._hash, self._range)


def _touched_by_put(
    backend: DynamoDBBackend, table_name: str, item_attrs: dict[str, Any], *_rest: Any, **_options: Any
) -> Iterator[Key]:
    names = backend.get_table(table_name).table_key_attrs
    if all(name in item_attrs for name in names):  # otherwise moto refuses the item
        yield table_name, {name: item_attrs[name] for name in names}


def _touched_by_key(
    _backend: DynamoDBBackend, table_name: str, key: dict[str, Any], *_rest: Any, **_options: Any
) -> Iterator[Key]:
    yield table_name, key


def _touched_by_transaction(backend: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> Iterator[Key]:
    for member in transact_items:
        match member:
            case {"Put": put}:
                yield from _touched_by_put(backend, put["TableName"], put["Item"])
            case {"Update": write} | {"Delete": write}:
                yield write["TableName"], write["Key"]


_TOUCHED: Final[dict[str, Callable[..., Iterator[Key]]]] = {
    "put_item": _touched_by_put,
    "update_item": _touched_by_key,
    "delete_item": _touched_by_key,
    "transact_write_items": _touched_by_transaction,
}


def _query_of_one_partition(query: Callable[..., Any]) -> Callable[..., Any]:
    parameters = signature(query)

    def run(table: Table, *arguments: Any, **options: Any) -> Any:
        given = parameters.bind(table, *arguments, **options).arguments
        hash_key, index_name = given["hash_key"], given.get("index_name")
        if hash_key is None or any(index.name == index_name for index in table.global_indexes):
            return query(table, *arguments, **options)
        partition = copy.copy(table)
        partition.items = {hash_key: table.items[hash_key]} if hash_key in table.items else {}
        return query(partition, *arguments, **options)

    return run
