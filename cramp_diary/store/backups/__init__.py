"""Backups of the diary: making, checking and restoring them; and checking the diary itself."""
