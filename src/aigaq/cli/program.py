"""The tree of commands, and the one place where errors become a line, a hint and an exit code.

Proved by tests/cli/test_program.py and tests/scripts/.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from aigaq.cli import manners
from aigaq.cli.accounts import accounts
from aigaq.cli.blackout import blackout
from aigaq.cli.deciding import decide, review
from aigaq.cli.demo import demo
from aigaq.cli.exporting import export
from aigaq.cli.handing import handover
from aigaq.cli.history import history
from aigaq.cli.joining import enrol, join, revoke
from aigaq.cli.keying import key
from aigaq.cli.link import link
from aigaq.cli.looking import find, show, status
from aigaq.cli.making import build, report
from aigaq.cli.merging import bundle, merge, shred
from aigaq.cli.name import name
from aigaq.cli.plain import languages, read
from aigaq.cli.proving import anchor, prove
from aigaq.cli.saying import describe, set_
from aigaq.cli.second_thoughts import observe, set_aside, undo
from aigaq.cli.tables import map_, template
from aigaq.cli.taking import add, new
from aigaq.cli.toll import toll
from aigaq.cli.town import town
from aigaq.cli.verifying import verify
from aigaq.errors import Error, UsageError

GROUPS: dict[str, tuple[click.Command, ...]] = {
    "Working with a case": (
        new,
        add,
        describe,
        map_,
        template,
        set_,
        status,
        show,
        history,
        find,
        set_aside,
        undo,
        observe,
    ),
    "Working on it": (build, accounts, report, review, decide),
    "So that others can check": (verify, prove, anchor),
    "Several devices": (bundle, merge, join, enrol, revoke),
    "Keys, copies, heirs": (key, export, handover, shred),
    "Plain files, no case needed": (read, link, name, toll, blackout, languages),
    "To look around": (demo, town),
}


class Program(click.Group):
    """The commands in the order of work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in the order of GROUPS."""
        return [str(command.name) for commands in GROUPS.values() for command in commands]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One list for each group."""
        for title, commands in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(str(command.name), command.get_short_help_str(90)) for command in commands])


@click.group(
    cls=Program,
    invoke_without_command=True,
    commands={str(command.name): command for commands in GROUPS.values() for command in commands},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--version", is_flag=True, help="Print the version and stop.")
@click.pass_context
def program(ctx: click.Context, version: bool) -> None:
    """Keep the record of a contested event: who says what, since when, and from which bytes.

    A case is a folder. Put in the documents as they are, have them read, and get a report in which every number leads
    to the words that say it and to bytes nobody can change unseen. Nothing here touches the network unasked.

    \b
    Example: a case from one article
      aigaq new town --title "What happened in our town"
      aigaq add town article.txt --publisher "The Courier" --published 2022-01-19
      aigaq build town
      aigaq report town -o town-report
      aigaq verify town
    """
    if version:
        from aigaq import __version__

        manners.say(f"aigaq {__version__}")
    elif ctx.invoked_subcommand is None:
        manners.say(ctx.get_help())


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Raises nothing."""
    manners.settle_streams()
    try:
        code = _run(list(sys.argv[1:] if words is None else words))
        sys.stdout.flush()
    except BrokenPipeError:
        return manners.leave_quietly()
    except OSError as error:
        return manners.refused(error)
    return code


def _run(words: list[str]) -> int:
    # click's own `main` would answer Ctrl-C and a closed pipe in its manner, not in ours.
    try:
        with program.make_context("aigaq", words) as context:
            program.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        return manners.complain(_usage(error))
    except KeyboardInterrupt:
        manners.talk("aigaq: interrupted")
        return manners.INTERRUPTED
    except Error as error:
        return manners.complain(error)
    except OSError:
        raise
    except Exception:
        return _own_fault()
    return 0


def _usage(error: click.UsageError) -> UsageError:
    message = error.format_message().splitlines()[0].rstrip(".")
    command = error.ctx.command_path if error.ctx is not None else "aigaq"
    what = message[:1].lower() + message[1:]
    return UsageError(what.replace(". Did you mean", ", did you mean"), hint=f"{command} --help")


def _own_fault() -> int:
    import traceback

    traceback.print_exc()
    manners.talk("aigaq: this is a fault in aigaq, not in what you asked")
    manners.talk("hint: the case is as the last acknowledged command left it; report the lines above")
    return manners.OUR_FAULT
