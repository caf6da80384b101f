"""Copies of the diary, whether they and it are whole, and the way back to one."""
