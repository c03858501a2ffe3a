"""What is sent and what comes back: requests, answers, their pages, and what both consist of."""
