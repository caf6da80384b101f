"""Salvage: what can be read of a damaged diary, page by page, into a new one."""
