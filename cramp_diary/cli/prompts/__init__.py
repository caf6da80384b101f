"""What is asked on a terminal."""
