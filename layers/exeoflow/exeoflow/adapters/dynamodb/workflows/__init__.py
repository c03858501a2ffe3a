"""The workflows table: revisions, heads, and by what these are found."""
