"""Files in and out, on top of the store."""
