"""The forms in which parameters are sent: `table` knows them by name."""
