"""Commands that sentences name are written for the shell of the system that runs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from cramp_diary.core.operating_system import format_file_command, quote_argument, shell_quote
from tests.support.factories import AWKWARD_NAMES


@pytest.mark.skipif(not shutil.which("sh"), reason="no shell of POSIX")
@pytest.mark.parametrize(
    "name", [*AWKWARD_NAMES, "furosemide", "a; b", "two\nlines", "a\\b", "*?[x]", "~", ""]
)
def test_a_shell_reads_a_quoted_word_as_it_was(name: str) -> None:
    command = f"printf %s {shell_quote(name)}"
    read = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=True)  # noqa: S603 - quoted
    assert read.stdout.decode() == name


@pytest.mark.parametrize(
    ("word", "quoted"),
    [
        (r"C:\Users\Zoë\diary.db", r"C:\Users\Zoë\diary.db"),
        (r"C:\My Files\diary.db", r'"C:\My Files\diary.db"'),
        ("alcohol=2", "alcohol=2"),
        ("it's", '"it\'s"'),
        ("a & b", '"a & b"'),
        ("100%", '"100%"'),
        ("a,b", '"a,b"'),
        ("", '""'),
        ("$5", "'$5'"),
        ("it's `5", "'it''s `5'"),
        ("\u201cno\u2019s\u201d", "'\u201cno\u2019\u2019s\u201d'"),
    ],
)
@pytest.mark.usefixtures("on_windows")
def test_on_windows_both_shells_read_it_where_that_can_be(word: str, quoted: str) -> None:
    assert shell_quote(word) == quoted


@pytest.mark.parametrize(
    ("command", "there"), [("rm", "del"), ("mv", "move"), ("chmod u+w", "attrib -r")]
)
def test_a_command_on_a_file_has_the_name_that_the_shell_knows(
    request: pytest.FixtureRequest, command: str, there: str
) -> None:
    assert (
        format_file_command(command, PurePosixPath("/home/me/my diary.db"))
        == f"{command} '/home/me/my diary.db'"
    )
    request.getfixturevalue("on_windows")
    assert (
        format_file_command(command, PureWindowsPath(r"C:\my diary.db"))
        == rf'{there} "C:\my diary.db"'
    )


def test_several_arguments_are_set_off_from_options_if_one_begins_with_a_dash() -> None:
    assert quote_argument("old trainers", "b") == "'old trainers' b"
    assert quote_argument("b", "-x") == "-- b -x"
