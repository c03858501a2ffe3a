"""How the workflow is put together: its nodes, their ids, what is held within loops."""
