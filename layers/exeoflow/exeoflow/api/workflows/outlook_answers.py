"""Workflows as the API shows them together with what is to come of their schedules."""

from datetime import datetime

from exeoflow.api.workflows.answers import (
    CalledShown,
    NextRunShown,
    OutlookShown,
    ScheduleShown,
    WorkflowListed,
    WorkflowShown,
    WorkflowStatusShown,
    workflow_listed,
    workflow_shown,
)
from exeoflow.diagnostics import render
from exeoflow.model import moment
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowSummary
from exeoflow.service.workflows.triggers.outlook import Outlook, Timetable, outlook_in_a_list, outlook_of
from exeoflow.texts import Language


def outlook_shown(workflow: StoredWorkflow, now: datetime, language: Language) -> OutlookShown:
    """Show what is to come; nothing of a workflow without a schedule."""
    outlook = outlook_of(workflow, now)
    shown: OutlookShown = {}
    if outlook.is_known:
        shown["next_run"] = _next_run_shown(outlook)
    if outlook.timetables:
        shown["schedules"] = [_schedule_shown(each) for each in outlook.timetables]
    if outlook.warnings:
        shown["diagnostics"] = [render(warning, language) for warning in outlook.warnings]
    return shown


def _next_run_shown(outlook: Outlook) -> str | None:
    return None if outlook.next_run is None else moment.write(outlook.next_run)


def _schedule_shown(timetable: Timetable) -> ScheduleShown:
    times = timetable.times
    return {
        "node_id": timetable.node_id,
        "next_runs": None if times is None else [moment.write(time) for time in times],
    }


def workflow_listed_now(workflow: WorkflowSummary, now: datetime) -> WorkflowListed:
    """Show a workflow in a list, and when it starts next."""
    outlook = outlook_in_a_list(workflow, now)
    shown: NextRunShown = {"next_run": _next_run_shown(outlook)} if outlook.is_known else {}
    return workflow_listed(workflow, shown)


def workflow_shown_now(workflow: StoredWorkflow, now: datetime, language: Language) -> WorkflowShown:
    """Show a whole workflow, and what is to come of it."""
    return workflow_shown(workflow, outlook_shown(workflow, now, language))


def workflow_status_shown(
    workflow: StoredWorkflow, now: datetime, language: Language, called: CalledShown
) -> WorkflowStatusShown:
    """Show what `set_workflow_status` changed, where it is `called` and what is to come of it."""
    return {
        "id": workflow.id,
        "status": workflow.status,
        "updated_at": moment.write(workflow.updated_at),
        **outlook_shown(workflow, now, language),
        **called,
    }
