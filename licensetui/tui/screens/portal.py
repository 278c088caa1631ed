"""What a user does about portal steps: each tick one change, and so one undo."""

from __future__ import annotations

from textual import on

from licensetui.domain.change import Change, Edit
from licensetui.domain.counting import counted
from licensetui.domain.license import License
from licensetui.domain.plain import folded
from licensetui.domain.portal_steps import PortalStep, StepCase, asked, ticked
from licensetui.domain.portals import SignIn
from licensetui.tui import messages
from licensetui.tui.screens.editing import EditingScreen


class PortalScreen(EditingScreen):
    """Changes what is known of portals."""

    @on(messages.TickStep)
    def _tick(self, request: messages.TickStep) -> None:
        license = self._present(request.step)
        if license is None:
            return
        after = ticked(license, request.step, self.session.outlook.today)
        step = request.step
        change = Change(f"portal of {license.name}: {step.task}", (Edit(license, after),))
        self.commit(change, f"Done: {step.task}. u takes it back.", request.then)

    @on(messages.AskNewContact)
    def _ask_new_contact(self, request: messages.AskNewContact) -> None:
        step = request.step
        if step.case is not StepCase.PROMOTE_SELF or step.contact is None:
            self.say("w is for steps that a new contact must do after signing in.")
            return
        license = self._present(step)
        if license is None:
            return
        today = self.session.outlook.today
        after = asked(license, step, today)
        if after == license:
            self.say(f"{step.contact.label} was asked today already.")
            return
        label = f"{step.contact.label} asked to sign in for {license.name}"
        done = f"Waiting for {step.contact.label} since {today}. u takes it back."
        self.commit(Change(label, (Edit(license, after),)), done)

    @on(messages.CopyPartnerMessage)
    def _copy_partner_message(self, request: messages.CopyPartnerMessage) -> None:
        from licensetui.vendors.partner import partner_message

        license = request.license
        if license.portal.sign_in is not SignIn.PARTNER:
            self.say("m is for licenses whose contacts a partner keeps.")
            return
        partner = folded(license.partner.strip())
        steps = [
            step
            for step in self.session.outlook.steps
            if step.license.portal.sign_in is SignIn.PARTNER
            and folded(step.license.partner.strip()) == partner
        ]
        _, text = partner_message(steps)
        self.app.copy_to_clipboard(text)
        count = len({step.license.id for step in steps})
        of = counted(count, "license")
        self.say(f"Copied the message of {of}. licensetui portal --draft FILE makes a mail of it.")

    def _present(self, step: PortalStep) -> License | None:
        """Return the license of a step as it is now, if it can be changed; if not, say why not."""
        if not self._may_edit():
            return None
        license = self.session.current(step.license)
        if license is None:
            self.say(f"{step.license.name} has been removed.", is_error=True)
        return license
