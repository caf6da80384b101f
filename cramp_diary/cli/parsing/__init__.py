"""Parse the days, months and file paths that a command is given."""
