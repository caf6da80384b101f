"""Lines as phones and people write them: what is recorded, or what the refusal says.

Read on Thursday, 26 November 2026, at noon in Berlin; the dates of the file have the month first.
"""

from __future__ import annotations

S = "2026-11-25 03:12"
NIGHT = "2026-11-25T03:12+01:00"
MORNING = "2026-11-25 08:10"

UNDERSTOOD: dict[str, str] = {
    # Stamps.
    "2026-11-25T03:12+01:00 log": NIGHT,
    "2026-11-25T03:12:59+01:00 log": "2026-11-25T03:12:59+01:00",
    "2026-11-25T03:12:59.123+01:00 log": "2026-11-25T03:12:59+01:00",
    "2026-11-25T03:12:59.123456789+01:00 log": "2026-11-25T03:12:59+01:00",
    "2026-11-25T03:12:59,5+0100 log": "2026-11-25T03:12:59+01:00",
    "2026-11-25T03:12+01 log": NIGHT,
    "2026-11-25t03:12 log": NIGHT,
    "2026-11-25 03:12 log": NIGHT,
    "2026-11-25  03:12\tlog": NIGHT,
    "2026-11-25 03:12:00 +0100 log": NIGHT,
    "20261125T0312 log": NIGHT,
    "20261125T031200+0100 log": NIGHT,
    "2026-11-25T02:12Z log": NIGHT,
    "20261125T021200Z log": NIGHT,
    "2026-11-25T02:12:00z log": NIGHT,
    "2026-11-25T11:12+09:00 log": "2026-11-25T11:12+09:00",
    "2026-07-25T03:12 log": "2026-07-25T03:12+02:00",
    "25.11.2026, 03:12 log": NIGHT,
    "25.11.26, 03:12 log": NIGHT,
    "25.11.2026 3:12 log": NIGHT,
    "25. 11. 2026 03:12:00 log": NIGHT,
    "11/25/26, 3:12\u202fAM log": NIGHT,
    "11/25/2026, 3:12:00\u00a0am log": NIGHT,
    "11/25/26 3:12 p.m. log": "2026-11-25T15:12+01:00",
    "11/05/26, 3:12\u202fAM log": "2026-11-05T03:12+01:00",
    "2026/11/25 03:12 log": NIGHT,
    "25 Nov 2026 at 03:12 log": NIGHT,
    "Nov 25, 2026 at 3:12\u202fAM log": NIGHT,
    "Wednesday, November 25, 2026 at 3:12:00\u202fAM GMT+1 log": NIGHT,
    "Wed, 25 Nov 2026 02:12:00 GMT log": NIGHT,
    "[2026-11-25 03:12] log": NIGHT,
    "- 2026-11-25 03:12 log": NIGHT,
    "* [ ] 2026-11-25 03:12 log": NIGHT,
    "\u2022 2026-11-25 03:12: log": NIGHT,
    "2026-11-25 03:12 - log": NIGHT,
    "2026-11-25 03:12, log": NIGHT,
    # Episodes.
    f'{S} log severity 7 calf:left asleep stretching:2 "woke the cat"': (
        f"{NIGHT} severity 7, asleep, calf:left, stretching:2, 'woke the cat'"
    ),
    f"{S} log --severity 7 --site calf:left --state asleep": (
        f"{NIGHT} severity 7, asleep, calf:left"
    ),
    f"{S} log \u2014severity 7 \u2013site calf:left \u2014woke": (
        f"{NIGHT} severity 7, calf:left, woke"
    ),
    f"{S} log -s 7 -m 4": f"{NIGHT} severity 7, 4 min",
    f"{S} Log: Severity: 7, Calf:left, asleep.": f"{NIGHT} severity 7, asleep, calf:left",
    f"{S} LOG SEVERITY=7 site=calf:left": f"{NIGHT} severity 7, calf:left",
    f"{S} log severity:7": f"{NIGHT} severity 7",
    f"{S} log severity 7/10 both feet": f"{NIGHT} severity 7, foot:both",
    f"{S} log 7/10 left calf in my sleep": f"{NIGHT} severity 7, asleep, calf:left",
    f"{S} log site left calf asleep": f"{NIGHT} asleep, calf:left",
    f"{S} log calf:left toes:right": f"{NIGHT} calf:left, toes:right",
    f"{S} log walked it off 5 minutes": f"{NIGHT} walking:5",
    f"{S} log severity 7 minutes 4 stretching 2 minutes calf": (
        f"{NIGHT} severity 7, 4 min, calf, stretching:2"
    ),
    f"{S} log relief hot bath 5 min state watching tv minutes half an hour": (
        f"{NIGHT} resting, 30 min, heat:5"
    ),
    f"{S} log woke soreness 6h": f"{NIGHT} woke, sore 6 h",
    f"{S} log not woke": f"{NIGHT} not woke",
    f"{S} log not-woke": f"{NIGHT} not woke",
    f"{S} log water:5": f"{NIGHT} water:5",
    f"{S} log relief electrolyte drink": f"{NIGHT} electrolyte drink",
    f"{S} log note both calves, then the arch": f"{NIGHT} 'both calves, then the arch'",
    f"{S} log \u201ewoke the cat\u201c": f"{NIGHT} 'woke the cat'",
    f"{S} log \u201cit\u2019s bad\u201d severity 3": f"{NIGHT} severity 3, 'it\u2019s bad'",
    f"{S} log 'it's bad'": f"{NIGHT} 'it's bad'",
    f'{S} log note="left side" "and right"': f"{NIGHT} 'left side and right'",
    f"{S} log water 3 glasses shoes sneakers:9": (f"{NIGHT}; 2026-11-24: water 750, sneakers 9.0"),
    f"{S} log asleep water 1.2l": f"{NIGHT} asleep; 2026-11-24: water 1200",
    f"{S} log state resting activity walk:30:3": f"{NIGHT} resting; 2026-11-24: walk 30",
    # Relative to the stamp.
    "2026-11-25T03:40+01:00 20m ago severity 4": "2026-11-25T03:20+01:00 severity 4",
    f"{S} log 02:50 severity 4": "2026-11-25T02:50+01:00 severity 4",
    f"{S} yesterday 22:30 calf:left": "2026-11-24T22:30+01:00 calf:left",
    f"{MORNING} last night 3am severity 4": "2026-11-25T03:00+01:00 severity 4",
    f"{MORNING} log last night": "about 2026-11-25T02:00+01:00",
    "2026-10-25 08:10 yesterday 22:30 severity 4": "2026-10-24T22:30+02:00 severity 4",
    f"{S} now": NIGHT,
    # Without one of the three words.
    f"{S} severity 7": f"{NIGHT} severity 7",
    f"{S} calf:left 7/10": f"{NIGHT} severity 7, calf:left",
    f"{S} stretching:2": f"{NIGHT} stretching:2",
    f'{S} "woke the cat" severity 3': f"{NIGHT} severity 3, 'woke the cat'",
    f"{S} woke calf:left": f"{NIGHT} calf:left, woke",
    f"{S} woke up with a cramp, don't know why": (
        f"{NIGHT} 'woke up with a cramp, don't know why'"
    ),
    f"{S} calf again \N{FACE WITH TEARS OF JOY}": (
        f"{NIGHT} 'calf again \N{FACE WITH TEARS OF JOY}'"
    ),
    f"{S} Wadenkrampf links, h\u00f6llisch": f"{NIGHT} 'Wadenkrampf links, h\u00f6llisch'",
    f'{S} she said "ouch': f"{NIGHT} 'she said \"ouch'",
    f"{S} 5 on the scale": f"{NIGHT} '5 on the scale'",
    # Days.
    f'{MORNING} day yesterday none water 1.8l shoes "old trainers:8"': (
        "2026-11-24: no cramps, water 1800, old trainers 8.0"
    ),
    f"{MORNING} day none": "2026-11-24: no cramps",
    f"{MORNING} day water 2 l none": "2026-11-24: no cramps, water 2000",
    f"{MORNING} day no cramps water 2 l": "2026-11-24: no cramps, water 2000",
    "2026-11-25 19:10 day --no-cramps": "2026-11-25: no cramps",
    "2026-11-26T01:30 day none": "2026-11-25: no cramps",
    f"{MORNING} day tuesday water: 2 l sitting 7h30 no nerve": (
        "2026-11-24: water 2000, sitting 7.5, no nerve"
    ),
    f"{MORNING} day shoes old trainers:8 nerve": "2026-11-24: nerve, old trainers 8.0",
    f"{MORNING} day activity none shoes none": "2026-11-24: none 0, none 0",
    f"{MORNING} day activity walk:30:3 activity run:20": "2026-11-24: walk 30, run 20",
    f"{MORNING} day yesterday med magnesium": "2026-11-24: magnesium",
    f"{MORNING} day today med magnesium:400mg": (
        "2026-11-25: magnesium 400mg at 2026-11-25T08:10+01:00"
    ),
    "2026-11-25 20:10 day med magnesium": "2026-11-25: magnesium at 2026-11-25T20:10+01:00",
    "2026-11-26T00:30 day med magnesium": "2026-11-26: magnesium at 2026-11-26T00:30+01:00",
    f"{MORNING} day set alcohol=2 servings 2 bananas stretch 10": (
        "2026-11-24: servings 2, stretch 10, alcohol=2"
    ),
    f'{MORNING} day "a long walk"': "2026-11-24: 'a long walk'",
    # Drinks.
    f"{MORNING} drink 300ml": "2026-11-25: drank 300 at 2026-11-25T08:10+01:00",
    f"{MORNING} Drink 1 glass": "2026-11-25: drank 250 at 2026-11-25T08:10+01:00",
    "2026-11-26T00:30 drink 0.5 l": "2026-11-26: drank 500 at 2026-11-26T00:30+01:00",
    # No stamp, but a date and a time in the words.
    "log 2026-11-24 03:00 severity 5": "2026-11-24T03:00+01:00 severity 5",
    "log 24 nov 2026 3am": "2026-11-24T03:00+01:00",
    "day 2026-11-24 none": "2026-11-24: no cramps",
}

REFUSED: dict[str, str] = {
    "log 20m ago severity 4": "'20m ago' depends on when it was written",
    "log yesterday 3am": "'yesterday 3am' depends on when it was written",
    "log 17 nov 3am": "'17 nov 3am' depends on when it was written",
    "log severity 4": "'log' depends on when it was written",
    "day yesterday none": "'yesterday' depends on when it was written",
    "day none": "'day' depends on when it was written",
    "drink 300ml": "'drink' depends on when it was written",
    "log 2027-11-24 03:00": "depends on when it was written",
    "calf cramp": "begins with no date and time",
    "03:12 calf cramp": "begins with no date and time",
    "2026-11-25 log": "begins with no date and time",
    "2026-11-25 3 bananas": "begins with no date and time",
    "2026-13-25 03:12 log": "does not fit a time",
    "1970-01-01T00:00Z log": "the phone's clock was not set",
    "2026-11-27 03:12 log": "is in the future",
    "2026-11-26T12:01 log": "is in the future",
    "2026-10-25 02:30 log": "was twice",
    "2026-03-29 02:30 log": "never was",
    S: "After the stamp the line says nothing",
    f"{S}: -": "After the stamp the line says nothing",
    f"{S} day": "After 'day' the line says nothing",
    f"{S} day today": "After 'day' the line says nothing",
    f"{S} drink": "After 'drink' the line says nothing",
    f"{S} drink 300": "has no unit",
    f"{S} drink a lot": "is no volume",
    f"{S} log severity 12": "out of range",
    f"{S} severity 12": "out of range",
    f"{S} woke severity 12": "out of range",
    f"{S} log severity": "'severity' has no value",
    f"{S} log severity 7 severity 8": "'severity' is given twice",
    f"{S} log --sev 7": "A log line has no '--sev'",
    f"{S} log --clear note": "A log line has no '--clear'",
    f"{S} day --severity 7": "A day line has no '--severity'",
    f"{S} log sev 7": "'sev 7' is nothing that can stand there",
    f"{MORNING} today was awful": "'was awful' is nothing that can stand there",
    f"{S} day hot": "'hot' is nothing that can stand there",
    f"{S} log other": "write site other or relief other",
    f'{S} log "woke the cat': "are not closed",
    f"{S} \u201cwoke the cat": "are not closed",
    f"{S} log severity 7 other": "'7 other'",
    f"{MORNING} day water 2 l hot": "'2 l hot'",
    f"{S} water 300ml": "write log, day or drink before it",
    f"{S} shoes too tight": "write log, day or drink before it",
    f"{S} log tomorrow 3am": "in the future",
    f"{S} day tomorrow none": "in the future",
    f"{MORNING} last night 8:30": "could be",
    f"{MORNING} day med magnesium": "It is not clear when magnesium was taken",
    f"{MORNING} day today none": "too early to say so of Wed 25 Nov 2026",
    f"{MORNING} day set wine=2": "There is no own factor 'wine'",
    f"{MORNING} day water 2": "has no unit",
}
