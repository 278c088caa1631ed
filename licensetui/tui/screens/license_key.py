"""A license key, pasted: what it says beside what is recorded. The key itself is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.events import Paste
from textual.widget import Widget

from licensetui.domain.change import Change
from licensetui.domain.license import License
from licensetui.exchange.key_plan import KeyPlan, fitting, plan_key
from licensetui.forms.typed import TypedError
from licensetui.tui.commands import forms, sections
from licensetui.tui.commands.forms import SAVE
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.cells import wrapped
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.key_rows import KeyRows
from licensetui.vendors.atlassian.license_key import DamagedKeyError, IssuedKey, read_key


class KeyForm(Form[License]):
    """Ends with the license as saved, or None. There is no draft of it: what is left is gone."""

    KEY_SECTIONS = sections.SHEETS["license key"]
    KIND = "license key"
    RESTING = (
        f"Paste the key. Nothing is overwritten until you choose it; {forms.LEAVE.key} discards it."
    )
    DEFAULT_CSS = """
    KeyForm FieldArea { height: 0; }
    KeyForm .sheet #key-said { height: 6; }
    """

    def __init__(self, session: Session, license: License) -> None:
        """Ask for the key of a license, which may turn out to be another one's."""
        super().__init__(session, f"License key > {license.name}", (), {}, license)
        self.license = license
        """The license on which the key was asked for."""
        self._plan: KeyPlan | None = None
        self._rows = KeyRows()

    def body(self) -> Iterable[Widget]:
        """Return nothing: there is no field, so that no key stands in one."""
        return ()

    def below(self) -> Iterable[Widget]:
        """Return what the key says, and what else there is to know."""
        yield self._rows
        yield Detail(id="key-said")

    def start_typing(self, name: str) -> None:
        """Wait for the paste."""
        self._rows.show([])
        self._rows.focus()

    def changed(self) -> list[str]:
        """Return nothing: what was pasted shall be in no draft, and is not offered again."""
        return []

    def on_paste(self, event: Paste) -> None:
        """Read a key, and show what it says."""
        event.stop()
        try:
            key = read_key(event.text)
        except DamagedKeyError as error:
            self.complain(f"{error}.")
            return
        found = fitting(key, self.session.outlook.portfolio)
        if self.license in found:
            self._show(key, self.license)
        else:
            self._ask_whose(key, found)

    def _ask_whose(self, key: IssuedKey, found: tuple[License, ...]) -> None:
        """Ask whose key it is: it fits others, or none."""
        options: list[Option[int]] = [Option(x.name, x.id, _details(x)) for x in found]
        here = "not by what the key says" if found else "the license under the cursor"
        options.append(Option(self.license.name, self.license.id, here))
        options.append(Option("- a new license -", 0, key.description))

        def take(id: int) -> None:
            self._show(key, self.session.outlook.portfolio.license(id))

        words = key.sen or key.product or str(key.trace)
        fits = "these fit" if found else "no license here fits it"
        Chooser(f"Which license is key {words} for: {fits}", options).ask(self.app, take)

    def _show(self, key: IssuedKey, license: License | None) -> None:
        outlook = self.session.outlook
        self._plan = plan = plan_key(key, license, outlook.portfolio, outlook.today)
        self.before = license
        self.heading = f"License key > {license.name if license else 'new license'}"
        self.show_heading()
        self._rows.show_plan(plan)
        self._say_kept()
        one, all = forms.TAKE_FROM_KEY.key, forms.TAKE_ALL_FROM_KEY.key
        words = f"{one} uses the key's value, {all} all of them. " if plan.different else ""
        self.say(f"{words}{SAVE.key} saves.")

    @on(KeyRows.Taken)
    def _say_kept(self) -> None:
        """Show what is kept of the key, and what else there is to know."""
        if self._plan is None:
            return
        panel, key = self.query_one("#key-said", Detail), self._plan.key
        panel.title = key.description or str(key.trace)
        kept = self._plan.kept_words(self._rows.taken)
        said = [kept, *self._plan.remarks]
        room = max(self.size.width - 2, 20)
        panel.lines = tuple(line for sentence in said for line in wrapped(sentence, room))

    def change(self) -> Change | None:
        """Return what the key fills, and what is taken of it."""
        if self._plan is None:
            raise TypedError("Paste the license key first.")
        change = self._plan.change(self._rows.taken)
        return None if change.is_empty else change

    def name_of(self, result: License) -> str:
        """Return whose key it was, and what is kept."""
        return f"key {result.key} of {result.name}" if result.key else result.name


def _details(license: License) -> str:
    return "  ".join(filter(None, (license.number, license.organization, license.site)))
