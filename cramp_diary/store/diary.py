"""The open diary: its methods take and return records, never rows."""

from __future__ import annotations

from cramp_diary.store.tables.bulk import Bulk
from cramp_diary.store.tables.catalog import Catalog
from cramp_diary.store.tables.days import Days
from cramp_diary.store.tables.episodes import Episodes
from cramp_diary.store.tables.erasure import Erasure
from cramp_diary.store.tables.inbox import StoredLines
from cramp_diary.store.tables.settings import StoredSettings
from cramp_diary.store.tables.steps import Steps
from cramp_diary.store.tables.symptoms import StoredSymptoms
from cramp_diary.store.tables.trials import StoredTrials


class Diary(
    Bulk,
    StoredLines,
    Episodes,
    StoredSettings,
    StoredSymptoms,
    StoredTrials,
    Days,
    Catalog,
    Steps,
    Erasure,
):
    """An open diary; `cramp_diary.store.open_diary` returns one.

    Each method that changes something is one transaction of its own, and one step to undo; the
    changes made inside ``with diary.writing():`` are one together.

    Its methods come from classes in `cramp_diary.store.tables`, each in the file of its name
    (Tables in base.py, StoredSettings in settings.py, StoredSymptoms in symptoms.py, StoredTrials
    in trials.py, StoredLines in inbox.py). No method is defined in two of them, so their order does
    not matter; a test compares this table with the classes.

    ==============  =================  ===========================================
    class           built on           methods
    ==============  =================  ===========================================
    Tables                             writing
    Steps           Tables             steps, undo, redo
    StoredSettings  Tables             settings
    StoredSymptoms  Tables             monthly_symptoms, answer_month
    StoredTrials    Tables             trials, trial_on, trial_days,
                                       start_trial, stop_trial,
                                       answer_trial_day
    Episodes        StoredSettings     add_episode, replace_episode, diary_day_of,
                                       change_setting, episode, episodes,
                                       episodes_on, delete_episode
    Catalog         Tables             rename, uses, remove, add_shoe, shoes,
                                       shoe_id, add_medication, medications,
                                       medication_id, start_course,
                                       stop_course, change_course, courses,
                                       add_factor, factors, factor_id
    Days            Catalog            day, recorded_days, cramps_by_day,
                                       episode_days, is_far, stray_days,
                                       first_day, add_to_day, add_day_entry,
                                       drink, stretch, clear_of_day,
                                       clear_part, add_activity,
                                       activities_on, add_wear, wear_on,
                                       add_dose, doses_on, drinks_on,
                                       add_value, values_on, add_exposures
    Bulk            Episodes, Catalog  read, add_period, add_missing
    StoredLines     Episodes, Days     known_lines, add_lines
    Erasure         Tables             forget_episode, days_within, forget_days
    ==============  =================  ===========================================
    """
