"""Applications for work: tasks, tickets, code, and what keeps systems running and safe."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.work import (
    helpdesks,
    hosting,
    incidents,
    members,
    safety,
    tasks,
    tasks_further,
    tickets,
    tickets_further,
    work,
    work_further,
)

MODULES: Final = (tasks, tickets, work, helpdesks, hosting, incidents, members, safety)
FURTHER: Final = (tasks_further, tickets_further, work_further)
