"""Portal steps: ticked, waited for, told to a partner; a tick is one change, one undo."""

from __future__ import annotations

from licensetui.domain.change import Change, Edit
from licensetui.domain.counting import counted
from licensetui.domain.license import License
from licensetui.domain.plain import folded
from licensetui.domain.portal_steps import PortalStep, StepCase, asked
from licensetui.domain.portals import SignIn
from licensetui.forms.deeds import ticking
from licensetui.tui.commands.everywhere import UNDO
from licensetui.tui.commands.records import ASK_TO_SIGN_IN, COPY_MESSAGE
from licensetui.tui.desk import Desk
from licensetui.tui.messages import AskNewContact, CopyPartnerMessage, TickStep
from licensetui.vendors.partner import partner_message


def tick(desk: Desk, request: TickStep) -> None:
    """Note that a step is done."""
    step, license = request.step, _present(desk, request.step)
    if license is None:
        return
    change = ticking(license, step, desk.outlook.today)
    desk.commit(change, f"Ticked: {step.task}. {UNDO.key} undoes it.", request.then)


def ask_new_contact(desk: Desk, request: AskNewContact) -> None:
    """Note that a new contact was asked today to sign in and do a step."""
    step = request.step
    if step.case is not StepCase.PROMOTE_SELF or step.contact is None:
        desk.say(f"{ASK_TO_SIGN_IN.key} is for steps that a new contact takes after signing in.")
        return
    license = _present(desk, step)
    if license is None:
        return
    today = desk.outlook.today
    after = asked(license, step, today)
    if after == license:
        desk.say(f"{step.contact.label} was already asked today.")
        return
    label = f"{step.contact.label} asked to sign in for {license.name}"
    done = f"Waiting for {step.contact.label} since {today}. {UNDO.key} undoes it."
    desk.commit(Change(label, (Edit(license, after),)), done)


def copy_partner_message(desk: Desk, request: CopyPartnerMessage) -> None:
    """Copy the message to the partner who keeps the contacts of a license, with all its steps."""
    license = request.license
    if license.portal.sign_in is not SignIn.PARTNER:
        desk.say(f"{COPY_MESSAGE.key} is for licenses whose contacts a partner manages.")
        return
    partner = folded(license.partner.strip())
    steps = [
        step
        for step in desk.outlook.steps
        if step.license.portal.sign_in is SignIn.PARTNER
        and folded(step.license.partner.strip()) == partner
    ]
    _, text = partner_message(steps)
    desk.app.copy_to_clipboard(text)
    count = len({step.license.id for step in steps})
    of = counted(count, "license")
    desk.say(f"Copied the message for {of}. As an email: licensetui portal --draft FILE")


def _present(desk: Desk, step: PortalStep) -> License | None:
    """Return the license of a step as it is now, if it can be changed; if not, say why not."""
    if not desk.may_edit():
        return None
    license = desk.session.current(step.license)
    if license is None:
        desk.refuse(f"{step.license.name} has been removed.")
    return license
