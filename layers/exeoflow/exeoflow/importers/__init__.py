"""Workflows of other systems, made into workflows of this one."""
