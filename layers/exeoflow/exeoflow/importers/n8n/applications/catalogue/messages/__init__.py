"""Applications that carry messages, tell people something or bring them together."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.messages import (
    campaigns,
    communities,
    mailers,
    mailers_further,
    meetings,
    messengers,
    messengers_further,
    notices,
    notices_further,
)

MODULES: Final = (mailers, messengers, notices, campaigns, communities, meetings)
FURTHER: Final = (mailers_further, messengers_further, notices_further)
