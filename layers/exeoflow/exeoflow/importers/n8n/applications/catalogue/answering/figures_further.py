"""Further operations of the applications of `figures`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import post
from exeoflow.importers.n8n.applications.model import Operation

_GOOGLE_ANALYTICS: Final = {
    ("userActivity", "search"): post(
        "https://analyticsreporting.googleapis.com/v4/userActivity:search",
        {
            "viewId": "{viewId}",
            "user": {"userId": "{userId}"},
            "pageSize": "{limit|=100}",
            "activityTypes": "{additionalFields.activityTypes}",
        },
        "$answer.sessions",
    )
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"googleAnalytics": _GOOGLE_ANALYTICS}
)
"""By the type of n8n's node."""
