"""Approvals: people and programs are asked, and answer."""
