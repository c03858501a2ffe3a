"""Services that answer, make, read or publish something."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.answering import (
    airtop,
    figures,
    figures_further,
    others,
    public,
    public_further,
    readers,
    services,
    services_further,
)

MODULES: Final = (figures, public, services, others, readers)
FURTHER: Final = (airtop, figures_further, public_further, services_further)
