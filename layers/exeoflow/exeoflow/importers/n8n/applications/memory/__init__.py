"""Memories: what was said in a session, kept from run to run."""
