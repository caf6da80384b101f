"""What several tests share: invented diaries, ways to run the program, faults, measures."""
