"""What other systems export: reading it, making workflows of it, and saying what became of it."""
