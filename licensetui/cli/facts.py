"""`licensetui facts`: what the program knows of vendors, who says so, and as of when."""

from __future__ import annotations

from argparse import Namespace

from licensetui.cli.context import Context, Subcommand, add_json
from licensetui.cli.exits import DONE
from licensetui.cli.table import print_json
from licensetui.vendors.facts import FACTS


def _run(arguments: Namespace, context: Context) -> int:
    for place, (about, facts) in enumerate(FACTS.items()):
        if not arguments.json:
            context.say(f"{chr(10) if place else ''}{about}")
        for fact in facts:
            if arguments.json:
                record = {
                    "name": fact.name,
                    "about": about,
                    "sentence": fact.sentence,
                    "said": fact.said,
                    "source": fact.source,
                    "date": fact.dated,
                    "sure": fact.sure.label,
                }
                print_json(context, record)
            else:
                context.say(f"  {fact.sentence}")
                context.say(f"    Said: {fact.said}.")
                context.say(f"    {fact.sure.label.capitalize()}: {fact.source} ({fact.dated})")
    return DONE


FACTS_TABLE = Subcommand(add_json, _run)
