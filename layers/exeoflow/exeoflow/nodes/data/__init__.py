"""The nodes that make data of data."""
