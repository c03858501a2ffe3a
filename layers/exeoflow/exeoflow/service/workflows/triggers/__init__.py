"""What starts a workflow: chosen for an execution, planned for an active workflow, kept in step outside."""
