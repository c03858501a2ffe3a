"""Applications that workflows use more rarely."""

from exeoflow.importers.n8n.applications.catalogue.rarer import (
    accounts,
    books,
    campaigns,
    communities,
    companies,
    contacts,
    contents,
    excel,
    helpdesks,
    hosting,
    incidents,
    models,
    others,
    readers,
    safety,
    zoho,
)

__all__ = [
    "accounts",
    "books",
    "campaigns",
    "communities",
    "companies",
    "contacts",
    "contents",
    "excel",
    "helpdesks",
    "hosting",
    "incidents",
    "models",
    "others",
    "readers",
    "safety",
    "zoho",
]
