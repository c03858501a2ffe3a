"""The operations that an export leaves out, of resources that workflows use more rarely."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import usual

DEFAULTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "activeCampaign": {
            **usual("create", "account accountContact connection ecommerceCustomer ecommerceOrder tag"),
            "ecommerceOrderProducts": "getAll",
        },
        "clickUp": {
            **usual("create", "checklist checklistItem folder goal goalKeyResult spaceTag taskDependency"),
            **usual("add", "taskList taskTag timeEntryTag"),
            "list": "customFields",
        },
        "coda": usual("get", "control formula view"),
        "customerIo": {"campaign": "get"},
        "github": {
            **usual("create", "pullRequest review"),
            "organization": "getRepositories",
            "workflow": "dispatch",
        },
        "gmail": {"messageLabel": "add"},
        "googleAnalytics": {"userActivity": "search"},
        "googleCalendar": {"calendar": "availability"},
        "harvest": {"company": "get", "user": "me", **usual("getAll", "contact estimate expense invoice")},
        "hubspot": {"contactList": "add", "form": "getFields"},
        "invoiceNinja": {"bank_transaction": "create"},
        "jira": {"user": "create", "issueAttachment": "add"},
        "keap": {"contactTag": "create"},
        "lemlist": {"enrich": "get"},
        "mailchimp": {"listGroup": "getAll"},
        "matrix": {"event": "get"},
        "mattermost": {"channel": "create"},
        "mautic": {"segmentEmail": "send"},
        "microsoftOutlook": {
            **usual("create", "draft folder"),
            **usual("getAll", "calendar contact event folderMessage"),
        },
        "nasa": {"earthAssets": "get"},
        "nocoDb": {"linkrow": "list"},
        "notion": {"dataSource": "get"},
        "pipedrive": {"dealActivity": "getAll", "dealProduct": "add", "file": "create"},
        "reddit": {"postComment": "create", **usual("get", "subreddit user")},
        "salesforce": {"customObject": "create", "user": "get"},
        "slack": {"star": "add", "userGroup": "create", "userProfile": "get"},
        "stripe": usual("create", "meterEvent token"),
        "todoist": usual("create", "comment label project section"),
        "trello": {"boardMember": "add"},
        "twilio": {"call": "make"},
        "twitter": {"directMessage": "create", "list": "add", "user": "searchUser"},
        "whatsApp": {"media": "mediaUpload"},
        "wordpress": usual("create", "page user"),
        "youTube": {"videoCategory": "getAll"},
        "zendesk": {"organization": "create", "ticketField": "get"},
    }
)
"""By the type of n8n's node and the resource."""
