"""What workflows may name: other workflows, credentials and resources that their workspace has."""
