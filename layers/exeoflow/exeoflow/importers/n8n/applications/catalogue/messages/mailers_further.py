"""Further operations of the applications of `mailers`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post, put, settings
from exeoflow.importers.n8n.applications.model import DONE, Operation

_CUSTOMER_IO: Final = {
    ("campaign", "get"): get(
        "https://api.customer.io/v1/campaigns/{campaignId}", items="$answer.campaign", is_one=True
    ),
    ("campaign", "getAll"): get("https://api.customer.io/v1/campaigns", items="$answer.campaigns"),
}

_SEND_GRID: Final = {("list", "update"): patch("/marketing/lists/{listId}", {"name": "{name}"})}


def _tagged(status: str) -> Operation:
    """Sets the state of tags of a member."""
    return post(
        "/lists/{list}/members/{email}/tags",
        {
            "tags": "{tags}",
            "is_syncing": "{options.isSyncing}",
            "$": "$merge([$request, {'tags': [$map([$request.tags], "
            f"function($t) {{ {{'name': $t, 'status': '{status}'}} }})]}}])",
        },
        DONE,
        is_one=True,
    )


_MAILCHIMP: Final = {
    ("memberTag", "create"): _tagged("active"),
    ("memberTag", "delete"): _tagged("inactive"),
    ("listGroup", "getAll"): get(
        "/lists/{list}/interest-categories/{groupCategory}/interests",
        {"count": "{limit|=500}"},
        "$answer.interests",
    ),
    ("campaign", "delete"): delete("/campaigns/{campaignId}"),
    ("campaign", "replicate"): post("/campaigns/{campaignId}/actions/replicate", {}),
    ("campaign", "resend"): post("/campaigns/{campaignId}/actions/create-resend", {}),
}

_MAILER_LITE: Final = {
    ("subscriber", "update"): put(
        "/subscribers/{subscriberId}",
        {
            "fields": "{rows:additionalFields.customFieldsUi.customFieldsValues}",
            **settings(
                "additionalFields", "status subscribed_at ip_address opted_in_at optin_ip unsubscribed_at"
            ),
        },
    )
}

_ENRICHED_BY: Final = {
    "findEmail": "{findEmail|=false}",
    "verifyEmail": "{verifyEmail|=false}",
    "linkedinEnrichment": "{linkedinEnrichment|=false}",
    "findPhone": "{findPhone|=false}",
}
"""What Lemlist is to find of a lead or a person."""
_LEMLIST: Final = {
    ("campaign", "getStats"): get(
        "/campaigns/{campaignId}/stats",
        {"startDate": "{startDate}", "endDate": "{endDate}", "timezone": "{timezone}"},
        is_one=True,
    ),
    ("enrich", "get"): get("/enrich/{enrichId}", is_one=True),
    ("enrich", "enrichLead"): post(
        "/leads/{leadId}/enrich/",
        {},
        query=_ENRICHED_BY,
    ),
    ("enrich", "enrichPerson"): post(
        "/enrich/",
        {},
        query={
            **_ENRICHED_BY,
            **settings("additionalFields", "email firstName lastName linkedinUrl companyName companyDomain"),
        },
    ),
    ("team", "getCredits"): get("/team/credits", is_one=True),
    ("unsubscribe", "delete"): delete("/unsubscribes/{email}", "$answer"),
    ("unsubscribe", "getAll"): get("/unsubscribes", {"limit": "{limit|=5}"}),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {
        "customerIo": _CUSTOMER_IO,
        "sendGrid": _SEND_GRID,
        "mailchimp": _MAILCHIMP,
        "mailerLite": _MAILER_LITE,
        "lemlist": _LEMLIST,
    }
)
"""By the type of n8n's node."""
