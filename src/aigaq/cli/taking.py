"""Commands that put something into a case: new, add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aigaq.cli import manners
from aigaq.cli.descriptions import describe_with, description_options, for_many, given
from aigaq.cli.gather import Found, gather
from aigaq.cli.ids import ids_of
from aigaq.cli.options import case_argument, open_case
from aigaq.cli.overview import LOOK, Unread, documents, key_folder, look
from aigaq.cli.progress import Report, progress
from aigaq.cli.tables import SEPARATOR_NAMES
from aigaq.cli.taking_archives import inside, is_archive, refuse_none, take_archive
from aigaq.cli.taking_lists import PreparedList, prepare_lists, preview_lists, record_list, refuse_public, say_lists
from aigaq.cli.taking_tables import AsTables, Describer, Prepared, prepare, preview, record, say_tables
from aigaq.errors import Reason, UsageError

if TYPE_CHECKING:
    from aigaq.case import Added, Case, Description

ROLES = ("document", "table", "list", "series", "media", "testimony")


@dataclass(frozen=True, slots=True)
class TakenAs:
    """What all files of one `add` are taken as; no media type means that each file's name decides. `fields` describe all."""

    role: str
    handling: str
    media: str | None
    fields: dict[str, object]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The tables or lists of one `add`, looked through, and the sheet that describes its files, where there is one."""

    tables: list[Prepared]
    lists: list[PreparedList]
    describer: Describer | None


def media_with(encoding: str | None, tables: object = None) -> str | None:
    """The media type that says how a text is encoded; UsageError where no encoding has this name."""
    if encoding is None:
        return None
    import codecs

    try:
        kind = "text/plain" if tables is None else "text/csv"
        return f"{kind};charset={codecs.lookup(encoding).name}"
    except LookupError as error:
        raise UsageError("no encoding has this name", where=encoding, hint="kz1048, cp1251, utf-16-le, …") from error


@click.command()
@case_argument
@click.option("--title", required=True, help="What the case is about.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="CODE",
    help="A language of the case: en, ru, kk, … May be repeated.",
)
@click.option(
    "--place",
    "places",
    multiple=True,
    metavar="CODE",
    help="A place of the case, a code of the gazetteer. May be repeated.",
)
def new(folder: Path, title: str, languages: tuple[str, ...], places: tuple[str, ...]) -> None:
    """Make a case: a folder about one event.

    CASE is the folder to make; it must not exist or be empty. A key that signs for this computer is made in the
    keystore, outside the case. Without it nothing can be added from here, so back it up: the place is printed.

    \b
    Example:
      aigaq new town --title "What happened in our town" --language en
    """
    from aigaq.case import Case

    payload = profile(title, languages, places)
    case = Case.create(folder, title=title)
    if languages or places:
        with case.writing() as batch:
            batch.set("profile", payload)
    manners.row("case", case.id)
    manners.row("folder", folder.absolute())
    manners.row("key", key_folder(case))
    manners.warn("the case is not encrypted: whoever can read the folder can read everything in it")
    manners.warn(
        "without its key nothing can be added to the case from this computer",
        hint=f"aigaq key backup {manners.clean(folder)} -o FILE --sheet FILE.html, and keep both apart from the case",
    )


def profile(title: str, languages: tuple[str, ...], places: tuple[str, ...]) -> bytes:
    """The profile of a case as JSON; UsageError where a place is none of the gazetteer."""
    import json

    for place in places:
        _known_place(place)
    values = {"title": title, "languages": list(languages), "places": list(places)}
    return json.dumps(
        {name: value for name, value in values.items() if value}, ensure_ascii=False, sort_keys=True
    ).encode()


def _known_place(code: str) -> None:
    from aigaq.values.places import Gazetteer

    if Gazetteer.shipped().get(code) is None:
        raise UsageError("the gazetteer knows no such place", where=code, hint="codes are like kz and almaty")


@click.command()
@case_argument
@click.argument("paths", metavar="FILE|FOLDER…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--public",
    "handling",
    flag_value="public",
    help="May be published, under the rules of publication; a small one can then not be shredded.",
)
@click.option(
    "--internal", "handling", flag_value="internal", default="internal", help="Not for publication (the default)."
)
@click.option("--role", type=click.Choice(ROLES), default="document", show_default=True, help="What the files are for.")
@description_options
@click.option(
    "--encoding", metavar="NAME", help="How the text is encoded (kz1048, cp1251, utf-16-le, …), if it fits two ways."
)
@click.option(
    "--sheet",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A CSV or XLSX that describes the files, one row each, by a column `file`.",
)
@click.option(
    "--mapping",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="With --role table or list: what its columns are.",
)
@click.option(
    "--separator", type=click.Choice(SEPARATOR_NAMES), help="What stands between the cells of a CSV, if two fit."
)
@click.option("--replaces", metavar="ITEM", help="With --role table or list: the item this is the next edition of.")
@click.option("--list", "name", metavar="NAME", help="With --role list: what the list is called in the case.")
@click.option("--single", is_flag=True, help="With --role list: nobody stands twice in it.")
@click.option(
    "--public-persons", is_flag=True, help="With --role list and --public: yes, everybody named in it may be public."
)
@click.option(
    "--unpack", is_flag=True, help="Also take in what is in an archive (.zip, .tar, .tar.gz, …), each file as an item."
)
@click.option("--dry-run", is_flag=True, help="Say what would be added, row by row for a table, and add nothing.")
def add(folder: Path, paths: tuple[Path, ...], dry_run: bool, sheet: Path | None, unpack: bool, **words: Any) -> None:
    """Put files into a case, byte for byte as they are.

    Folders are taken in with all that is below them. Nothing is changed or left out: what cannot be read as text is
    kept all the same, and listed with the reason. One `add` is one batch, signed once at its end. The same bytes
    added again are stored once; the new description stands beside the old one.

    A table (CSV or XLSX, --role table) is read by a mapping: the one that is named, else that of the earlier edition,
    else a guess, which is shown. The mapping is logged with the table. --dry-run lists its rows with their addresses.

    A list of persons (--role list) is read in the same way: each row becomes a record, kept whole. It is internal; what
    stands in it is printed only by `aigaq show` of a record. Rows are known by their key: without one a row that
    changed is another row.

    \b
    Example:
      aigaq add town article.txt --publisher "The Courier" --published 2022-01-19 --language en
      aigaq add town figures.xlsx --role table --mapping mapping.toml
      aigaq add town hospital.csv --role list --list hospital --publisher "City Hospital"
      aigaq add town pages --sheet sources.xlsx
      aigaq add town export.zip --unpack
    """
    persons = bool(words.pop("public_persons"))
    tables = _as_tables(words)
    if unpack and tables is not None:
        raise UsageError("a table is no archive", where="--unpack", hint="unpack it first, then add the tables")
    lists = words["role"] == "list"
    if lists:
        refuse_public(words["handling"], allowed=persons)
    elif persons:
        raise UsageError("--public-persons is for lists", hint="add --role list")
    role, handling, encoding = (words.pop(name) for name in ("role", "handling", "encoding"))
    what = TakenAs(role, handling, media_with(encoding, tables), given(words))
    case = open_case(folder)
    gathered = gather(paths, case=folder)
    for path in gathered.passed_over:
        manners.warn(f"passed over, because it is a link or no regular file, {path}")
    for_many(what.fields, len(gathered.files))
    if unpack:
        refuse_none(gathered.files, what.fields)
    sheets = Sheets(
        [] if tables is None or lists else prepare(case, gathered.files, tables),
        [] if tables is None or not lists else prepare_lists(case, gathered.files, tables),
        None if sheet is None else Describer(sheet),
    )
    if dry_run:
        _would_add(case, gathered.files, sheets, unpack=unpack)
        return
    with progress() as step:
        added = _add_all(case, gathered.files, what, sheets, step, unpack=unpack)
    if sheets.describer is not None:
        sheets.describer.say(len(added))
    _say_added(case, added, public=handling == "public")
    say_tables(case, sheets.tables)
    say_lists(case, sheets.lists)


def _as_tables(words: dict[str, Any]) -> AsTables | None:
    """What was said of tables or lists, taken out of the words; None for files that are neither."""
    said = AsTables(words.pop("mapping"), words.pop("separator"), words.pop("replaces"), words["encoding"])
    said = replace(said, name=words.pop("name"), single=words.pop("single"))
    if words["role"] == "list":
        return said
    for name, given_ in (("list", said.name is not None), ("single", said.single)):
        if given_:
            raise UsageError(f"--{name} is for lists", hint="add --role list")
    if words["role"] == "table":
        return said
    for name in ("mapping", "separator", "replaces"):
        if getattr(said, name) is not None:
            raise UsageError(f"--{name} is for tables", hint="add --role table")
    return None


def _would_add(case: Case, files: tuple[Found, ...], sheets: Sheets, *, unpack: bool) -> None:
    preview(case, sheets.tables)
    preview_lists(sheets.lists)
    if unpack:
        files += tuple(inside(files))
    for found in files if not sheets.tables and not sheets.lists else ():
        manners.say(f"would add  {manners.clean(found.relative or found.path)}  {size(found.size)}")
    manners.say(f"{manners.count(len(files), 'file')}, {size(sum(found.size for found in files))}; nothing was added")


def _add_all(
    case: Case, files: tuple[Found, ...], what: TakenAs, sheets: Sheets, step: Report, *, unpack: bool
) -> list[tuple[Found, Added]]:
    from aigaq.case import Added, Handling, Role

    tables = {one.found.path: one for one in sheets.tables}
    lists = {one.found.path: one for one in sheets.lists}
    role, handling, added = Role(what.role), Handling(what.handling), list[tuple[Found, Added]]()

    def said(found: Found) -> Description:
        told = {} if sheets.describer is None else sheets.describer.of(found)
        return describe_with({**told, **what.fields, "path": found.relative})

    with case.writing() as batch:
        for number, found in enumerate(files):
            step("adding", number, len(files))
            if unpack and is_archive(found):
                added += take_archive(batch, found, step, role=role, handling=handling, media=what.media, describe=said)
                continue
            one = batch.add(found.path, role=role, handling=handling, media=what.media, description=said(found))
            if found.path in tables:
                record(case, batch, tables[found.path], one.item)
            if found.path in lists:
                record_list(case, batch, lists[found.path], one.item)
            added.append((found, one))
        step("adding", len(files), len(files))
    return added


def _say_added(case: Case, added: list[tuple[Found, Added]], *, public: bool) -> None:
    ids = ids_of(case)
    for found, one in added:
        word = "known" if one.known else "added"
        manners.say(f"{word}  {ids.short(one.item)}  {manners.clean(found.relative or found.path.name)}")
    unread = _unread(case, dict.fromkeys(one.item for _, one in added))
    for kept in unread:
        manners.row("kept, not read", ids.short(kept.item), kept.name, kept.why)
    known = sum(one.known for _, one in added)
    looked = f", {len(unread)} that cannot be read as text" if len(added) <= LOOK else ""
    manners.say(f"{len(added) - known} added, {known} known already{looked}")
    if any(kept.reason == Reason.ENCODING for kept in unread):
        manners.talk("hint: look which encoding is right, and add the file again with --encoding NAME")
    if public:
        manners.warn("small public items may lie in packs with others: they can be set aside later, and not shredded")
    manners.talk(f"next: aigaq build {manners.clean(case.path)}")


def _unread(case: Case, new: Mapping[str, None]) -> list[Unread]:
    if len(new) > LOOK:
        manners.warn("these are many files: `aigaq build` will say which of them cannot be read as text")
        return []
    items = {item.sha256: item for item in case.items() if documents(item)}
    return look(case, [items[one] for one in new if one in items])


def size(number: int) -> str:
    """Bytes in words, decimal units."""
    amount = float(number)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"
