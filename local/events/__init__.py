"""What happens by itself on one machine: the bus, the clock, schedules and queues."""
