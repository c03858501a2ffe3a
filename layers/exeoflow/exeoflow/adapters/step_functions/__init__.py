"""Step Functions: state machines, their definitions and histories."""
