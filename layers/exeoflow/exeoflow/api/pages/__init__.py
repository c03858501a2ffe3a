"""The pages for people: nothing comes from elsewhere, and no script runs but the console's own."""
