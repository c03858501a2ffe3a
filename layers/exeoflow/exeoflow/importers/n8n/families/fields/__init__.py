"""Edit Fields (Set) and Rename Keys: the fields of each item."""
