"""The applications, by the type of n8n's node."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.google import (
    GMAIL,
    GOOGLE_CALENDAR,
    GOOGLE_DOCS,
    GOOGLE_DRIVE,
    GOOGLE_SHEETS,
    YOUTUBE,
)
from exeoflow.importers.n8n.applications.catalogue.messengers import (
    DISCORD,
    MATTERMOST,
    OUTLOOK,
    SLACK,
    TELEGRAM,
    TWILIO,
    WHATSAPP,
)
from exeoflow.importers.n8n.applications.catalogue.public import LINKEDIN, OPEN_WEATHER_MAP, OPENAI, REDDIT, X
from exeoflow.importers.n8n.applications.catalogue.records import (
    AIRTABLE,
    BASEROW,
    NOTION,
    STRAPI,
    SUPABASE,
    WORDPRESS,
)
from exeoflow.importers.n8n.applications.catalogue.work import (
    CLICKUP,
    GITHUB,
    HUBSPOT,
    JIRA,
    N8N,
    PIPEDRIVE,
    TODOIST,
    ZENDESK,
)
from exeoflow.importers.n8n.applications.model import Application

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        f"n8n-nodes-base.{kind}": application
        for kind, application in {
            "googleSheets": GOOGLE_SHEETS,
            "telegram": TELEGRAM,
            "gmail": GMAIL,
            "slack": SLACK,
            "airtable": AIRTABLE,
            "notion": NOTION,
            "googleDrive": GOOGLE_DRIVE,
            "googleCalendar": GOOGLE_CALENDAR,
            "googleDocs": GOOGLE_DOCS,
            "github": GITHUB,
            "jira": JIRA,
            "hubspot": HUBSPOT,
            "pipedrive": PIPEDRIVE,
            "microsoftOutlook": OUTLOOK,
            "discord": DISCORD,
            "supabase": SUPABASE,
            "wordpress": WORDPRESS,
            "mattermost": MATTERMOST,
            "twilio": TWILIO,
            "whatsApp": WHATSAPP,
            "twitter": X,
            "openWeatherMap": OPEN_WEATHER_MAP,
            "openAi": OPENAI,
            "todoist": TODOIST,
            "n8n": N8N,
            "baserow": BASEROW,
            "zendesk": ZENDESK,
            "clickUp": CLICKUP,
            "linkedIn": LINKEDIN,
            "strapi": STRAPI,
            "reddit": REDDIT,
            "youTube": YOUTUBE,
        }.items()
    }
    | {"@n8n/n8n-nodes-langchain.openAi": OPENAI}
)
