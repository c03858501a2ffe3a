"""API keys: the use cases of who may let others in."""
