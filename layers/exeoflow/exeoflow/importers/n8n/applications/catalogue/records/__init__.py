"""Applications that keep rows and records, and databases."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.records import (
    databases,
    firestore,
    quickbase,
    records,
    records_further,
    tables,
    tables_further,
)

MODULES: Final = (databases, quickbase, records, tables, firestore)
FURTHER: Final = (records_further, tables_further)
