"""What workflows refer to, which must be their workspace's: other workflows, credentials, resources."""
