"""Executions: started, ended, read, and what follows from their ends."""
