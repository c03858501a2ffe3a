"""The applications by the type of n8n's node: each module names those that it describes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue import (
    aws,
    customers,
    databases,
    disk,
    drives,
    figures,
    google,
    mailers,
    messengers,
    notices,
    public,
    records,
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
    mailers,
    messengers,
    notices,
    public,
    records,
    sales,
    services,
    shops,
    tables,
    tasks,
    tickets,
    work,
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        f"n8n-nodes-base.{kind}": application
        for module in MODULES
        for kind, application in module.APPLICATIONS.items()
    }
    | {"@n8n/n8n-nodes-langchain.openAi": public.OPENAI}
)
