"""The field for an e-mail address, with what there is to say of it below, in three fixed lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from licensetui.addresses.mail_answers import MailServer
from licensetui.addresses.mail_servers import MailServers
from licensetui.addresses.report import Report, Suggestion
from licensetui.domain.contact import ContactKind, address_key
from licensetui.tui.forms.address_judge import AddressJudge, sound_words, with_choice
from licensetui.tui.widgets.address_hints import AddressHint, AddressHints
from licensetui.tui.widgets.line import Line

DNS_PAUSE = 0.4
"""Seconds without a key after which a name server is asked: not for `ex.e`, `ex.ex`, ..."""
VERDICT_PAUSE = 0.6
"""Seconds without a key after which an address is judged that can be whole."""

NOBODY = AddressHint("*", "NONE", "nobody can be written to")
"""What an empty field says."""
UNFINISHED = AddressHint("", "", "type on: name@domain.example")
"""What the field says of the beginning of an address."""
NOT_NOW = AddressHint(".", "dns", "not asked while another address is suggested")
"""Why nothing is known of the mail server of what is probably a typo."""


class EmailField(Vertical):
    """An address being typed. Only broken syntax is wrong; nothing here blocks anything."""

    DEFAULT_CSS = """
    EmailField { height: 4; }
    EmailField > Horizontal { height: 1; }
    EmailField Static { width: 15; height: 1; padding: 0 1; }
    EmailField Input { height: 1; width: 1fr; }
    """

    @dataclass
    class Judged(Message):
        """There is a report on what stands in the field."""

        report: Report | None
        """The report, its kind by the words of the address; None for an empty field."""

    def __init__(
        self,
        label: str,
        value: str,
        judge: AddressJudge,
        servers: Callable[[], MailServers],
        *,
        kept: str = "",
        kind: ContactKind = ContactKind.UNKNOWN,
        id: str | None = None,
    ) -> None:
        """Start with `value`; `kept` is an address for which suggestions were refused.

        `kind` is what the user says of the contact. `servers` asks whether domains take mail.
        """
        super().__init__()
        self._label = label
        self._value = value
        self._judge = judge
        self._servers = servers
        self._kept = {address_key(kept): kept} if kept else {}
        self._kind = kind
        self._input_id = id
        self._judged = ""
        # The text to which the hints belong.
        self._report: Report | None = None
        self._pauses: tuple[Timer, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out label and line, and what is said of the address."""
        with Horizontal():
            yield Static(self._label, markup=False)
            yield Line(self._value, id=self._input_id)
        yield AddressHints()

    def on_mount(self) -> None:
        """Say at once what there is to say of the address as it was."""
        self._decide()

    @property
    def suggestion(self) -> Suggestion | None:
        """The suggestion; None if nothing else was meant, or if nobody shall ask any more."""
        return self._report.suggestion if self._report else None

    @property
    def value(self) -> str:
        """The text in the field."""
        return self._line.value

    @property
    def vouched(self) -> str:
        """The address, if the user keeps it against a suggestion; else empty."""
        report = self._report
        text = report.address if report else self._line.value
        return self._kept.get(address_key(text), "")

    def say_kind(self, kind: ContactKind) -> None:
        """Take into account what the user says of the contact."""
        if kind is not self._kind:
            self._kind = kind
            self._show()

    def take_suggestion(self) -> None:
        """Put what was suggested in the place of what was typed."""
        if self.suggestion is not None:
            self._line.value = self.suggestion.address
            self._line.cursor_position = len(self._line.value)
            self._decide()

    def keep_address(self) -> None:
        """Keep the address as it is: nobody asks about it any more."""
        report = self._report
        if report is not None and report.suggestion is not None:
            self._kept[address_key(report.address)] = report.address if report.is_valid else ""
            self._decide()

    @property
    def _line(self) -> Line:
        return self.query_one(Line)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value == self._judged:
            return
        self._stop_waiting()
        self._judged = event.value
        self._look()
        self._pauses = (
            self.set_timer(DNS_PAUSE, self._ask),
            self.set_timer(VERDICT_PAUSE, self._paused),
        )

    def _look(self, *, paused: bool = False) -> None:
        """Say what can be said of an address that is still typed."""
        text = self._judged
        report = self._judge.typing_report(text, paused=paused) if text.strip() else None
        self._take(report)
        if report is not None or not text.strip():
            self.post_message(self.Judged(report))

    def _paused(self) -> None:
        self._look(paused=True)
        self._ask()

    @on(Input.Blurred)
    def _left(self) -> None:
        self._decide()

    def _stop_waiting(self) -> None:
        for timer in self._pauses:
            timer.stop()
        self._pauses = ()
        self.workers.cancel_group(self, "dns")

    def _decide(self) -> None:
        """Judge the address as a whole one."""
        self._stop_waiting()
        self._judged = self._line.value
        report = self._judge.report(self._judged) if self._judged.strip() else None
        self._take(report)
        self.post_message(self.Judged(report))
        self._ask()

    def _take(self, report: Report | None) -> None:
        """Show another report, without what the user has refused."""
        if report is not None and address_key(report.address) in self._kept:
            report = replace(report, suggestion=None, note=report.dead_end)
        before, self._report = self.suggestion, report
        self._show()
        if before != self.suggestion:
            self.screen.refresh_bindings()

    def _show(self) -> None:
        hints = self.query_one(AddressHints)
        hints.suggestion = self.suggestion
        hints.problem = self._report.problem if self._report else ""
        hints.hints = tuple(self._hints())
        hints.last = NOT_NOW if self.suggestion else self._known_answer()

    def _hints(self) -> Iterator[AddressHint]:
        """Yield what there is to say, what matters most first."""
        report = self._report
        if report is None:
            yield UNFINISHED if self._judged.strip() else NOBODY
            return
        report = with_choice(report, self._kind)
        if report.oddity and report.suggestion is None:
            yield AddressHint("!", "characters", report.oddity)
        other = self._judge.other(report.address)
        if other is not None:
            yield AddressHint("*", "known", f"already the address of {other.label}")
        if report.dead_end and report.suggestion is None:
            yield AddressHint("!", "ending", report.dead_end)
        if report.suggestion is None:  # of what was not meant, nothing else matters
            for sentence, is_wrong in self._judge.advice(report):
                yield AddressHint("!" if is_wrong else "*", "advice", sentence)
        if report.note and not report.is_dead_end:
            yield AddressHint(".", "note", report.note)
        if not report.is_suspicious:
            yield AddressHint(".", "sound", sound_words(report, self._kind))

    def _domain_to_ask(self) -> str:
        """Return the domain of which to ask whether it takes mail; empty for none.

        Not while another is suggested: typos of providers mostly do take mail.
        """
        report = self._report
        return report.domain if report and not report.is_suspicious else ""

    def _known_answer(self) -> AddressHint | None:
        """Return what is known of the domain without asking."""
        domain = self._domain_to_ask()
        server = self._servers().known(domain) if domain else None
        return _dns_hint(server) if server else None

    def _ask(self) -> None:
        """Ask a name server, unless the answer is there already."""
        domain = self._domain_to_ask()
        if domain and self._servers().known(domain) is None:
            self.run_worker(self._await_answer(domain), group="dns", exclusive=True)

    async def _await_answer(self, domain: str) -> None:
        server = await self._servers().ask(domain)
        if self._domain_to_ask() == domain:  # else something else was typed since
            self.query_one(AddressHints).last = _dns_hint(server)


def _dns_hint(server: MailServer) -> AddressHint:
    return AddressHint("!" if server.is_bad else ".", "dns", server.sentence.removeprefix("DNS "))
