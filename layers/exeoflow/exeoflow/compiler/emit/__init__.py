"""The machine as text: names, fields, budgets and limits of the Amazon States Language."""
