"""Records of executions as they begin and end."""
