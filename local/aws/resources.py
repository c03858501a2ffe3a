"""What of the stack lives outside functions and tables: buses, groups of schedules, buckets and queues."""

import boto3

from local.place import REGION
from local.template import Stack


def create_resources(stack: Stack) -> None:
    """Create every bus, group, bucket and queue that the template declares."""
    for bus in stack.event_buses:
        boto3.client("events").create_event_bus(Name=bus)
    for group in stack.schedule_groups:
        boto3.client("scheduler").create_schedule_group(Name=group)
    for bucket in stack.buckets:
        boto3.client("s3").create_bucket(
            Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION}
        )
    _create_queues(stack)


def _create_queues(stack: Stack) -> None:
    client = boto3.client("sqs")
    urls = {queue.name: client.create_queue(QueueName=queue.name)["QueueUrl"] for queue in stack.queues}
    # Afterwards, for a queue may name another one as its dead-letter queue.
    for queue in stack.queues:
        client.set_queue_attributes(QueueUrl=urls[queue.name], Attributes=queue.attributes)
