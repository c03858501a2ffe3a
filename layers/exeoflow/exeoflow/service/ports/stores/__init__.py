"""Ports: what is kept. Each store has a contract that all who keep it are held to."""
