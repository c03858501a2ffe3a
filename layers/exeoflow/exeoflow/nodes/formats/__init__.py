"""What fields of configurations may hold besides JSON: times, time zones, schedules, patterns of events."""
