"""Format and print what a command shows."""
