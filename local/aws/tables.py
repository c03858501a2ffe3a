"""The tables of the stack in moto, filled with the items that are kept."""

import time
from typing import Any

import boto3
from moto.dynamodb.models import dynamodb_backends

from local.aws.moto_adapters.dynamodb import ItemChange
from local.place import ACCOUNT_ID, REGION
from local.state.items import StoredItems
from local.template import Stack, Table


def create_tables(stack: Stack, items: StoredItems) -> None:
    """Create every table and put its kept items back; those whose time to live is over are forgotten."""
    client = boto3.client("dynamodb")
    for table in stack.tables.values():
        client.create_table(**table.declaration)
        _restore(table, items)


def _restore(table: Table, items: StoredItems) -> None:
    """Put items straight into moto's table: they are in the journal already."""
    over: list[ItemChange] = []
    for attributes in items.of_table(table.name):
        moto_table = dynamodb_backends[ACCOUNT_ID][REGION].get_table(table.name)
        if _is_over(attributes, table.ttl_attribute):
            key = [str(attributes[name]["S"]) for name in moto_table.table_key_attrs]
            over.append(ItemChange(table.name, (key[0], key[1] if key[1:] else ""), None))
        else:
            moto_table.put_item(attributes)
    items.write_items(over)


def _is_over(attributes: dict[str, Any], ttl_attribute: str | None) -> bool:
    expiry = attributes.get(ttl_attribute or "", {}).get("N")
    return expiry is not None and float(expiry) <= time.time()
