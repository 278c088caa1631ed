"""Pastes into the list of contacts: several are shown before they are saved, one in its form."""

from __future__ import annotations

from licensetui.domain.plain import plain
from licensetui.exchange.contact_list import contacts_pasted, plan_contacts
from licensetui.tables.table import TableError
from licensetui.tui.desk import Desk
from licensetui.tui.messages import PasteContacts
from licensetui.tui.screens.contact_editor import ContactEditor
from licensetui.tui.screens.new_contacts import NewContactsForm


def paste_contacts(desk: Desk, request: PasteContacts) -> None:
    """Open what becomes of a text: the form of its only contact, or the list of all."""
    if not desk.may_edit():
        return
    if not request.text.strip():
        desk.open(NewContactsForm(desk.session))
        return
    try:
        found = contacts_pasted(request.text)
    except TableError as error:
        desk.refuse(f"{plain(str(error))}.")
        return
    plan = plan_contacts(found, desk.outlook.portfolio)
    if len(found.members) > 1:
        desk.open(NewContactsForm(desk.session, pasted=found))
    elif plan.known:
        desk.main.view.point_at(plan.known[0])
        desk.say(f"{plan.known[0].email} is already here: {plan.known[0].label}.")
    else:
        one = found.members[0]
        typed = f"{one.name} <{one.address}>" if one.name else one.address
        desk.open(ContactEditor(desk.session, None, start_in="email", typed=typed))
