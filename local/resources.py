"""What of the stack is only there to be named: event buses, groups of schedules and queues."""

import boto3

from local.template import Stack


def create_resources(stack: Stack) -> None:
    """Create every bus, group and queue that the template declares."""
    for bus in stack.event_buses:
        boto3.client("events").create_event_bus(Name=bus)
    for group in stack.schedule_groups:
        boto3.client("scheduler").create_schedule_group(Name=group)
    for queue in stack.queues:
        boto3.client("sqs").create_queue(QueueName=queue)
