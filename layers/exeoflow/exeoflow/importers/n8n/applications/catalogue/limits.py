"""How many items n8n gives of what it lists, where its services are not asked for that many."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

MOST: Final[Mapping[str, Mapping[int, str]]] = MappingProxyType(
    {
        "affinity": {5: "getAll list"},
        "airtable": {100: "list record; search record; getMany base"},
        "asana": {100: "getAll subtask project"},
        "autopilot": {100: "getAll list"},
        "awsS3": {100: "getAll bucket folder"},
        "bitwarden": {10: "getAll collection event group member"},
        "bambooHr": {5: "getAll employee"},
        "circleCi": {100: "getAll pipeline"},
        "clickUp": {5: "getAll timeEntry timeEntryTag", 50: "getAll task spaceTag; member task list"},
        "clockify": {100: "getAll workspace"},
        "coinGecko": {100: "getAll coin event; ticker coin"},
        "confluence": {
            100: (
                "getMany attachment space; getComments page; getLabels page; getManyByLabel page; "
                "query search"
            )
        },
        "convertKit": {
            100: "getAll form sequence tag tagSubscriber customField; getSubscriptions form sequence"
        },
        "copper": {5: "getAll company customerSource lead opportunity person project task user"},
        "demio": {100: "getAll event"},
        "discord": {100: "getAll channel"},
        "discourse": {50: "getAll category group user"},
        "elasticsearch": {50: "getAll index"},
        "elasticSecurity": {50: "getAll case caseComment"},
        "freshworksCrm": {25: "query search"},
        "gmail": {50: "getAll label"},
        "googleChat": {100: "getAll space"},
        "googleSlides": {100: "getSlides presentation"},
        "grafana": {50: "getAll team user"},
        "homeAssistant": {50: "getAll event history service state"},
        "marketstack": {50: "getAll endOfDayData"},
        "mattermost": {100: "search channel; getAll reaction"},
        "medium": {100: "getAll publication"},
        "microsoftTeams": {
            100: "getAll channel channelMessage chatMessage task; getAllReplies channelMessage"
        },
        "misp": {50: "getAll attribute event feed galaxy noticelist organisation tag user warninglist"},
        "monicaCrm": {50: "getAll activity call contact journalEntry note reminder tag task"},
        "notion": {50: "getAll database block user; search page database"},
        "onfleet": {64: "getAll admin hub team worker"},
        "oura": {5: "getActivity summary; getReadiness summary; getSleep summary"},
        "paddle": {100: "getAll coupon payment plan product"},
        "pagerDuty": {100: "getAll incidentNote"},
        "phantombuster": {25: "getAll agent"},
        "pipedrive": {100: "search deal person organization"},
        "quickbase": {50: "getAll field"},
        "raindrop": {5: "getAll collection tag"},
        "s3": {100: "getAll bucket folder"},
        "salesforce": {50: "getAll flow"},
        "securityScorecard": {
            100: "getFactor company; getScorePlan company; getAll portfolio portfolioCompany report"
        },
        "sendGrid": {100: "getAll contact"},
        "sentryIo": {100: "getAll event issue organization project release team"},
        "slack": {100: "getAll userGroup"},
        "syncroMsp": {25: "getAll contact"},
        "tapfiliate": {100: "getAll affiliate programAffiliate"},
        "todoist": {50: "getAll task"},
        "trello": {20: "getAll list boardMember; getCards list"},
        "twist": {50: "getAll channel"},
        "venafiTlsProtectCloud": {50: "getMany certificateRequest"},
        "wise": {5: "getAll recipient"},
        "xero": {100: "getAll contact invoice"},
        "youTube": {25: "getAll videoCategory"},
        "zendesk": {100: "search user"},
        "zohoCrm": {
            5: "getAll account contact deal invoice lead product purchaseOrder quote salesOrder vendor"
        },
    }
)
"""By the type of n8n's node and the number that it begins with: an operation and its resources, as words."""
WHOLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "airtable": "list record; search record; getMany base",
        "clickUp": "getAll task spaceTag; member task list",
        "mattermost": "getAll reaction user",
        "n8n": "getAll workflow",
        "stackby": "list",
    }
)
"""By the type of n8n's node what it lists as a whole unless it is told not to."""


def _keys(words: str) -> Iterator[tuple[str, str]]:
    for each in words.split(";") if words else ():
        operation, *resources = each.split()
        for resource in resources or [""]:
            yield resource, operation


def most_of(kind: str) -> dict[tuple[str, str], int]:
    """How many items at most are listed, by resource and operation."""
    return {key: most for most, words in MOST.get(kind, {}).items() for key in _keys(words)}


def all_of(kind: str) -> frozenset[tuple[str, str]]:
    """The resources and operations whose items all are listed."""
    return frozenset(_keys(WHOLE.get(kind, "")))
