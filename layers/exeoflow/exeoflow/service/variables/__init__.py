"""Variables: values that workflows read by name, kept apart from workflows."""
