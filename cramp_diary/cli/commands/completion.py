"""``cramp completion``: print the script that lets a shell complete cramp."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output.streams import print_result

app = options.new_app()


class Shell(StrEnum):
    """The shells that there is a script for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


_BASH = r"""# Completion of cramp for bash 4.4 or later.
_cramp_completion() {
    local offer
    COMPREPLY=()
    while IFS= read -r offer; do
        if [[ $offer == :files ]]; then
            compopt -o default
        else
            COMPREPLY+=("$offer")
        fi
    done < <(
        _CRAMP_COMPLETE=complete_bash COMP_LINE=$COMP_LINE COMP_POINT=$COMP_POINT \
            COMP_TYPE=$COMP_TYPE COMP_WORDBREAKS=$COMP_WORDBREAKS \
            "${1/#\~\//$HOME/}" 2>/dev/null </dev/null
    )
    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace
    fi
}
complete -o nosort -F _cramp_completion cramp"""

_ZSH = r"""#compdef cramp
# Completion of cramp for zsh.
_cramp() {
    local offer
    local -a values shown open_values open_shown
    for offer in "${(@f)$(
        _CRAMP_COMPLETE=complete_zsh COMP_LINE="${words[1,CURRENT]}" \
            "${${(Q)words[1]}/#\~\//$HOME/}" 2>/dev/null </dev/null
    )}"; do
        case $offer in
            '') ;;
            :files) _files ;;
            *=) open_values+=("$offer") open_shown+=("$offer") ;;
            *) values+=("${offer%%$'\t'*}") shown+=("${offer/$'\t'/  -- }") ;;
        esac
    done
    compadd -V cramp -d shown -a values
    compadd -V cramp -S '' -d open_shown -a open_values
}
if [[ $funcstack[1] == _cramp ]]; then
    _cramp
else
    compdef _cramp cramp
fi"""

_FISH = r"""# Completion of cramp for fish 3.1 or later.
function __cramp_ask
    set -l program (commandline -opc)[1]
    set program (string replace -r '^~/' "$HOME/" -- $program)
    set -lx _CRAMP_COMPLETE complete_fish
    set -lx COMP_LINE (commandline -cp | string collect)
    set -g __cramp_offers ($program 2>/dev/null </dev/null)
    test "$__cramp_offers" != :files
end
complete -c cramp --no-files --keep-order --condition __cramp_ask --arguments '$__cramp_offers'"""

SCRIPTS = {Shell.BASH: _BASH, Shell.ZSH: _ZSH, Shell.FISH: _FISH}


@app.command(
    epilog="Example: cramp completion bash > ~/.local/share/bash-completion/completions/cramp"
)
def completion(shell: Annotated[Shell, typer.Argument(help="Which shell you use.")]) -> None:
    """Print the script with which TAB completes commands and names.

    It completes the names of your shoes, medications and own factors, too.
    """
    print_result(SCRIPTS[shell])
