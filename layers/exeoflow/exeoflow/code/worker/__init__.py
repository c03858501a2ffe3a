"""What runs in the processes: modules that know the standard library and the engine only."""
