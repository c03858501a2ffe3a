"""EventBridge: rules, schedules, and what is announced and received."""
