"""The grammar of time phrases; `cramp_diary.when` is its door."""
