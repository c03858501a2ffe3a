"""What is asked of a definition, and how its run is held against the workflow's meaning."""
