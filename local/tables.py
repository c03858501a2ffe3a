"""The tables of the stack in moto, filled with the items that are kept."""

import time

import boto3
from moto.dynamodb.models import dynamodb_backends

from local.aws import ACCOUNT_ID, REGION
from local.state.items import StoredItems
from local.template import Stack, Table


def create_tables(stack: Stack, items: StoredItems) -> None:
    """Create every table and put its kept items back, except those whose time to live is over."""
    client = boto3.client("dynamodb")
    for table in stack.tables.values():
        client.create_table(**table.declaration)
        _restore(table, items)


def _restore(table: Table, items: StoredItems) -> None:
    """Put items straight into moto's table: they are in the journal already."""
    moto_table = dynamodb_backends[ACCOUNT_ID][REGION].get_table(table.name)
    now = time.time()
    for attributes in items.of_table(table.name):
        expiry = attributes.get(table.ttl_attribute or "", {}).get("N")
        if expiry is None or float(expiry) > now:
            moto_table.put_item(attributes)
