"""Ask questions on a terminal."""
