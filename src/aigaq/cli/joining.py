"""Commands about whose logs a case has: join, enrol, revoke."""

from __future__ import annotations

from pathlib import Path

import click

from aigaq.cli import manners
from aigaq.cli.options import case_argument, only_case_argument, open_case

ROLES = ("admin", "member", "field")


@click.command()
@only_case_argument
@click.option(
    "--succeeds", metavar="LOG", help="The log it goes on from: an earlier one of yours, or of whom you follow."
)
def join(folder: Path, succeeds: str | None) -> None:
    """Open a log of your own in a case that somebody handed you, or go on in a fresh one.

    A log holds what one device adds, under a key that stays on it. Until an admin of the case enrols it, others see it as
    "not vouched for"; what you add counts all the same. With --succeeds, an earlier log of this device that can still be
    written to enrols the new one and is closed.

    \b
    Example:
      aigaq join town
    """
    from aigaq.case import Keystore
    from aigaq.case.joining import find_log
    from aigaq.case.joining import join as run

    case, keys = open_case(folder), Keystore()
    made = run(case, keys=keys, succeeds=None if succeeds is None else find_log(case, succeeds))
    shown = manners.clean(folder)
    manners.row("log", made.log)
    manners.row("key", keys.folder(made.log))
    if made.succeeds is not None:
        manners.row("succeeds", made.succeeds, "and nothing more may be added to it" if made.pinned else "")
    manners.talk(f"hint: back up the key now: aigaq key backup {shown} -o FILE --sheet FILE.html")
    if made.enrolled.value == "none":
        manners.talk(
            "hint: send the case to an admin of it (aigaq bundle), and read out the first 16 digits of the log; the admin runs"
        )
        manners.talk(f"      aigaq merge CASE YOURS && aigaq enrol CASE {made.log[:16]} --role member")


@click.command()
@case_argument
@click.argument("log", metavar="LOG")
@click.option(
    "--role", type=click.Choice(ROLES), required=True, help="admin: vouches for others; member; field: only adds."
)
def enrol(folder: Path, log: str, role: str) -> None:
    """Vouch for a log: say that its device is one of ours, and what it may do.

    Compare at least 16 digits of LOG with whom it belongs to, by voice or on paper: whoever is enrolled is believed. An
    admin vouches for others and takes that back, a member adds, decides and shreds, a field device only adds.

    \b
    Example:
      aigaq enrol town 9a60f549da152f6c --role member
    """
    from aigaq.case.joining import enrol as run
    from aigaq.case.joining import find_log
    from aigaq.case.log.vocabulary import device_role_of

    case = open_case(folder)
    full = find_log(case, log)
    run(case, full, device_role_of(role))
    manners.say(f"enrolled  {full}  {role}")
    _say_weight(folder)


@click.command()
@case_argument
@click.argument("log", metavar="LOG")
@click.option(
    "--at",
    "size",
    metavar="ENTRIES",
    type=click.IntRange(min=0),
    help="How many of its entries stay trusted; default all that are here.",
)
def revoke(folder: Path, log: str, size: int | None) -> None:
    """Trust nothing of a log beyond a head: its device was lost, seized or given up.

    A head is named, never a time, for whoever holds the key sets the clock. What the log says beyond it is kept and shown,
    and has no effect. This cannot be undone; the device opens a new log with `aigaq join --succeeds`.

    \b
    Example:
      aigaq revoke town 9a60f549da152f6c --at 120
    """
    from aigaq.case.joining import find_log
    from aigaq.case.joining import revoke as run

    case = open_case(folder)
    full = find_log(case, log)
    run(case, full, size=size)
    beyond = sum(view.log == full for view in case.look().beyond)
    manners.say(f"revoked  {full}  {manners.count(beyond, 'entry', 'entries')} beyond it without effect")
    _say_weight(folder)


def _say_weight(folder: Path) -> None:
    """Whether this device's word counts at all."""
    from aigaq.case import Keystore
    from aigaq.case.log.vocabulary import DeviceRole

    case = open_case(folder)
    trust = case.look().trust
    own = Keystore().own_log(case.id, trust)
    if trust[own].role is not DeviceRole.ADMIN:
        manners.warn(
            "this device is no admin of the case, so its word vouches for nobody", hint="ask an admin to run it"
        )
    elif trust[own].pin is not None:
        manners.warn("this device's log was revoked, so what it says from now on has no effect")
