"""What several tests share: invented diaries, runners of the program, faults and measures."""
