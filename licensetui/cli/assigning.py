"""`licensetui assign LICENSE CONTACT`: who is contact of a license, or who decides about it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from licensetui.cli.contact_remarks import contact_remarks
from licensetui.cli.context import Context, Subcommand
from licensetui.cli.deeds import refuse_archived
from licensetui.cli.registry import OUTLOOK
from licensetui.cli.saving import add_saving, finish, store_for
from licensetui.cli.typed import contact_meant, license_meant
from licensetui.domain.counting import counted
from licensetui.domain.license import Assignment
from licensetui.door import load
from licensetui.forms.deeds import assigning, owning, role_for, steps_after

OWNER = "owner"
ROLES = ("technical", "billing", OWNER)


def _add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = (
        "As a technical or billing contact it becomes primary and replaces the "
        "previous one; where a portal has no primary contacts, it is added to the "
        "others. licensetui portal then lists the portal steps."
    )
    parser.add_argument("license", metavar="LICENSE", help="id, name, or number")
    parser.add_argument("contact", metavar="CONTACT", help="id, name, or address")
    parser.add_argument(
        "--as", dest="role", choices=ROLES, default=ROLES[0], help="role (default: technical)"
    )
    add_saving(parser)


def _run(arguments: Namespace, context: Context) -> int:
    store = store_for(arguments, context, "assign")
    portfolio, role = store.portfolio, arguments.role
    license = license_meant(arguments.license, portfolio)
    contact = contact_meant(arguments.contact, portfolio)
    refuse_archived(license)
    refuse_archived(contact)
    if role == OWNER:
        change = owning((license,), contact)
        about = change.licenses[0].shown if change else license
        return finish(arguments, context, store, change, about)
    change = assigning((license,), contact, role, context.today)
    if change is None:
        return finish(arguments, context, store, None, license)
    coming = ((license, Assignment(contact.id, role_for(role, license.portal), primary=True)),)
    own = context.settings.own_domains
    warnings = contact_remarks(contact, contact, portfolio, own, coming)
    outlook = load(OUTLOOK)(portfolio, context.today, context.settings)
    code = finish(arguments, context, store, change, change.licenses[0].shown, warnings)
    count = steps_after(change.licenses, outlook)
    if count and not (arguments.json or arguments.dry_run):
        context.say(f"{counted(count, 'step')} on the portal (see licensetui portal).")
    return code


ASSIGN = Subcommand(_add_arguments, _run)
