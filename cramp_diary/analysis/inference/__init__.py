"""What goes together with the cramps, and how sure that is."""
