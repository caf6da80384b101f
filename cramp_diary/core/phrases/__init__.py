"""The grammar of time phrases; `cramp_diary.core.when` is its public interface."""
