"""Workflows that are made of what other systems export."""
