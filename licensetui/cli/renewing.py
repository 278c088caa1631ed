"""`licensetui renew LICENSE`: the next term of a license, as its form offers it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from licensetui.cli.context import Context, Subcommand
from licensetui.cli.deeds import refuse_archived
from licensetui.cli.saving import add_saving, finish, store_for
from licensetui.cli.typed import license_meant
from licensetui.cli.values import add_values, values_given
from licensetui.forms.given import by_field
from licensetui.forms.license_values import license_warnings
from licensetui.forms.renew_form import ANCHORS, KINDS, LENGTHS
from licensetui.forms.renew_values import renewal_change, renewal_given, renewal_names

_HELP = f"""\
Without values, adds the term that the form suggests: a year from the last end at
the same price, or the planned term. NAME is one of
  length ({", ".join(LENGTHS)}), start, end
  anchor ({", ".join(ANCHORS)})
  kind ({", ".join(KINDS)})
  cost, currency, cost_basis, per_seat, seats, quote, order_number
  notice, if the last one was for one term only
FILE contains one JSON object with these names.

Example: licensetui renew Jira --set length="2 years" --set "cost=12500 EUR"
"""


def _add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = _HELP
    parser.add_argument("license", metavar="LICENSE", help="id, name, or number")
    add_values(parser)
    add_saving(parser)


def _run(arguments: Namespace, context: Context) -> int:
    store = store_for(arguments, context, "renew")
    portfolio, today, currency = store.portfolio, context.today, context.settings.currency
    before = license_meant(arguments.license, portfolio)
    refuse_archived(before)
    given = by_field(values_given(arguments, context), renewal_names(before, currency))
    after = renewal_given(before, given, currency, today)
    change = renewal_change(before, after, portfolio, today)
    warnings = license_warnings(before, after, portfolio, today)
    return finish(arguments, context, store, change, after, warnings)


RENEW = Subcommand(_add_arguments, _run)
