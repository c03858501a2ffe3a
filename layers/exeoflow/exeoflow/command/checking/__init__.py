"""What is wrong with files of workflows: with each by itself, with several together, and how it is shown."""
