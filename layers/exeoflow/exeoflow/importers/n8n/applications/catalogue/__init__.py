"""The applications by the type of n8n's node: each module names those that it describes."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue import (
    aws,
    customers,
    databases,
    disk,
    drives,
    figures,
    further,
    google,
    hubspot,
    mailers,
    messengers,
    notices,
    public,
    quickbase,
    rarer,
    records,
    s3,
    sales,
    services,
    shops,
    tables,
    tasks,
    tickets,
    work,
)
from exeoflow.importers.n8n.applications.model import Application

MODULES: Final = (
    aws,
    customers,
    databases,
    disk,
    drives,
    figures,
    google,
    hubspot,
    mailers,
    messengers,
    notices,
    public,
    quickbase,
    records,
    s3,
    sales,
    services,
    shops,
    tables,
    tasks,
    tickets,
    work,
    rarer.accounts,
    rarer.agencies,
    rarer.books,
    rarer.campaigns,
    rarer.clouds,
    rarer.communities,
    rarer.companies,
    rarer.contacts,
    rarer.contents,
    rarer.excel,
    rarer.firestore,
    rarer.helpdesks,
    rarer.hosting,
    rarer.incidents,
    rarer.meetings,
    rarer.members,
    rarer.others,
    rarer.readers,
    rarer.safety,
    rarer.zoho,
)

FURTHER: Final = (
    further.airtop,
    further.books,
    further.customers,
    further.drives,
    further.figures,
    further.google,
    further.mailers,
    further.messengers,
    further.notices,
    further.public,
    further.records,
    further.remaining,
    further.sales,
    further.services,
    further.shops,
    further.tables,
    further.tasks,
    further.tickets,
    further.work,
)
"""Modules that add operations to applications that others describe, as a rule those of the same name."""


def _whole(kind: str, application: Application) -> Application:
    """An application with its further operations, those that exports leave out, and how it refuses."""
    added = (module.OPERATIONS[kind] for module in FURTHER if kind in module.OPERATIONS)
    operations = {key: each for further_ in added for key, each in further_.items()}
    operations = {**application.operations, **operations}
    most, all_ = further.limits.most_of(kind), further.limits.all_of(kind)
    operations = {
        key: replace(each, most=most.get(key, 0), is_all=key in all_) if key in most or key in all_ else each
        for key, each in operations.items()
    }
    defaults = {**further.usual.DEFAULTS.get(kind, {}), **application.defaults}
    refusal = further.refusals.REFUSALS.get(kind)
    return replace(application, operations=operations, defaults=defaults, refusal=refusal)


APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        f"n8n-nodes-base.{kind}": _whole(kind, application)
        for module in MODULES
        for kind, application in module.APPLICATIONS.items()
    }
    | {
        f"@n8n/n8n-nodes-langchain.{kind}": application
        for kind, application in {"openAi": public.OPENAI, **rarer.models.APPLICATIONS}.items()
    }
    | dict(rarer.scrapers.OF_OTHERS)
)
