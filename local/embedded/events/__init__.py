"""What happens by itself in the embedded stack: events, schedules and queues, durable in its file."""
