"""Applications that sell, bill and keep books."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.commerce import (
    accounts,
    books,
    books_further,
    shops,
    shops_further,
)

MODULES: Final = (shops, accounts, books)
FURTHER: Final = (books_further, shops_further)
