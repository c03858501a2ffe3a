"""Messages of records that could not be stored when their executions were over."""

import base64
import json
from typing import Any, Final

from exeoflow.adapters.dynamodb.attributes import FullItem, Item
from exeoflow.adapters.dynamodb.executions import items
from exeoflow.model.execution import ExecutionRecord

_FIELD: Final = "late_record"
# Whoever stores the record says how long it is kept.
_NEVER: Final = 0


def late_record_message(record: ExecutionRecord) -> str:
    """Write the record of an execution that is over, as the items that a table would hold."""
    execution = record.execution
    written = [
        items.head_item(execution, _NEVER),
        *items.input_items(record, _NEVER),
        *items.end_items(execution, record.end, _NEVER),
    ]
    return json.dumps({_FIELD: {str(each["sk"]): _plain(each) for each in written}})


def late_record_of(content: dict[str, Any]) -> ExecutionRecord:
    """Read what `late_record_message` wrote."""
    return items.record_of({key: _item(each) for key, each in content[_FIELD].items()})


def _plain(item: FullItem) -> dict[str, Any]:
    return {
        name: [base64.b85encode(value).decode()] if isinstance(value, bytes) else value
        for name, value in item.items()
        if value is not None
    }


def _item(plain: dict[str, Any]) -> Item:
    return {
        name: base64.b85decode(value[0]) if isinstance(value, list) else value
        for name, value in plain.items()
    }
