"""What a first verdict needs; blind to what the verdict will be (design section 6)."""

FEWEST_DAYS = 28
"""Recorded days."""

FEWEST_EPISODES = 10
FEWEST_CRAMP_DAYS = 8
FEWEST_DAYS_A_SIDE = 8
"""More-exposed days, and as many less-exposed ones."""

FEWEST_SPELLS = 3
"""Separate runs of more-exposed days."""
