"""Applications that workflows use more rarely."""

from exeoflow.importers.n8n.applications.catalogue.rarer import (
    accounts,
    campaigns,
    contacts,
    contents,
    helpdesks,
    hosting,
    others,
    safety,
)

__all__ = ["accounts", "campaigns", "contacts", "contents", "helpdesks", "hosting", "others", "safety"]
