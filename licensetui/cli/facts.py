"""`licensetui facts`: what the program knows of vendors, who says so, and as of when."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from licensetui.cli.context import Context, Subcommand, add_json
from licensetui.cli.exits import DONE
from licensetui.cli.fitting import USUAL, wrapped
from licensetui.cli.table import print_json
from licensetui.vendors.fact import Fact
from licensetui.vendors.facts import FACTS
from licensetui.vendors.links import knows_links, linked


def _say(context: Context, margin: str, text: str) -> None:
    """Print a text in lines of 80 columns or what the terminal has; an address stays whole."""
    has_links = context.out.isatty() and knows_links(context.environ)
    for line in wrapped(f"{margin}{text}", min(context.columns or USUAL, USUAL)):
        context.say_whole(linked(line) if has_links else line)


def _print(fact: Fact[Any], context: Context) -> None:
    _say(context, "  ", fact.sentence)
    _say(context, "    ", f"Used: {fact.said}.")
    _say(context, "    ", f"{fact.sure.label.capitalize()}, {fact.dated}: {fact.source}")


def _record(about: str, fact: Fact[Any]) -> dict[str, Any]:
    return {
        "name": fact.name,
        "about": about,
        "sentence": fact.sentence,
        "said": fact.said,
        "source": fact.source,
        "date": fact.dated,
        "sure": fact.sure.label,
    }


def _run(arguments: Namespace, context: Context) -> int:
    for place, (about, facts) in enumerate(FACTS.items()):
        if not arguments.json:
            if place:
                context.say()
            context.say(about)
        for fact in facts:
            if arguments.json:
                print_json(context, _record(about, fact))
            else:
                _print(fact, context)
    return DONE


FACTS_TABLE = Subcommand(add_json, _run)
