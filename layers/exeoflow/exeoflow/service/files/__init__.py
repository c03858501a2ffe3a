"""Files of workflows: what is too large for a state lies apart, and nodes hand on which file it is."""
