"""The field for an e-mail address, with what there is to say of it below, in three fixed lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from licensetui.addresses.mail_answers import MailAnswer, MailServer
from licensetui.addresses.mail_names import asked_name
from licensetui.addresses.mail_servers import MailServers
from licensetui.addresses.report import Cause, Report, Suggestion
from licensetui.addresses.said import TYPO, Remark
from licensetui.domain.contact import Contact, ContactKind, address_key
from licensetui.tui.forms.address_judge import AddressJudge, Offer, sound_words, with_choice
from licensetui.tui.widgets.address_hints import AddressHints
from licensetui.tui.widgets.email_line import EmailLine
from licensetui.tui.widgets.field_look import FieldLabel
from licensetui.tui.widgets.line import Line

DNS_PAUSE = 0.4
"""Seconds without a key after which a name server is asked: not for `ex.e`, `ex.ex`, ..."""
VERDICT_PAUSE = 0.6
"""Seconds without a key after which an address is judged that can be whole."""

URGENT = (TYPO, "syntax", "characters")
"""What matters more than that another contact has the address."""
NOBODY = Remark("*", "NONE", "no address")
"""What an empty field says."""
UNFINISHED = Remark("", "", "keep typing: name@domain.example")
"""What the field says of the beginning of an address."""
NOT_NOW = Remark(".", "dns", "not asked while another address is suggested")
"""Why nothing is known of the mail server of what is probably a typo."""
ASKING = Remark(".", "dns", "asking...")
"""What is said while a name server is asked."""


class EmailField(Vertical):
    """An address being typed. Only broken syntax is wrong; nothing here blocks anything."""

    DEFAULT_CSS = """
    EmailField { height: 4; }
    EmailField > Horizontal { height: 1; max-width: 120; }
    EmailField FieldLabel { width: 15; }
    """

    @dataclass(eq=False, repr=False)
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
        is_typed: bool = False,
        kept: str = "",
        kind: ContactKind = ContactKind.UNKNOWN,
        id: str | None = None,
    ) -> None:
        """Start with `value`, which somebody may have typed already.

        `kept` is an address for which suggestions were refused.

        `kind` is what the user says of the contact. `servers` asks whether domains take mail.
        """
        super().__init__()
        self._label = label
        self._value = value
        self._is_typed = is_typed
        self._judge = judge
        self._servers = servers
        self._kept = {address_key(kept): kept} if kept else {}
        self._kind = kind
        self._input_id = id
        self._judged = ""
        # The text to which the hints belong.
        self._report: Report | None = None
        # As it is shown, with what DNS knows; below, as the text alone has it.
        self._undecided: Report | None = None
        self._server: MailServer | None = None
        # The last answer of a name server; it may be about another domain.
        self._asking = ""
        self._pauses: tuple[Timer, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out label and line, and what is said of the address."""
        with Horizontal():
            yield FieldLabel(self._label, self._input_id or "")
            yield EmailLine(self._value, id=self._input_id, is_typed=self._is_typed)
        yield AddressHints()

    def on_mount(self) -> None:
        """Say at once what there is to say of the address as it was."""
        self._decide()

    @property
    def suggestion(self) -> Suggestion | None:
        """The suggestion; None if nothing else was meant, or if nobody shall ask any more."""
        return self._report.suggestion if self._report else None

    @property
    def maybe(self) -> str:
        """The address that a note names, which can be shown as a suggestion; empty if none does."""
        report = self._report
        return report.maybe if report and report.note and not report.suggestion else ""

    @property
    def offer(self) -> Offer | None:
        """The team that can be taken in the place of the contact; None if none can."""
        return self._judge.offer(self._report, self._kind) if self._report else None

    @property
    def other(self) -> Contact | None:
        """Another contact that has this address; None if none has it."""
        return self._judge.other(self._report.address) if self._report else None

    @property
    def has_focus_inside(self) -> bool:
        """Whether one types here."""
        return self._line.has_focus

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
            self.screen.refresh_bindings()

    def take_suggestion(self) -> None:
        """Put what was suggested in the place of what was typed; of a note, show it first."""
        report = self._report
        if report is not None and self.maybe:
            meant = Suggestion(report.maybe, report.note, Cause.OWN_CONTACT)
            self._report = replace(report, suggestion=meant, note="", maybe="")
            self._undecided = self._report
            self._show()
            self.screen.refresh_bindings()
        elif self.suggestion is not None:
            self._line.value = self.suggestion.address
            self._line.cursor_position = len(self._line.value)
            self._decide()

    def keep_address(self) -> None:
        """Keep the address as it is: nobody asks about it any more."""
        report = self._report
        if report is not None and (report.suggestion or report.maybe):
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

    @on(EmailLine.Pasted)
    @on(Input.Blurred)
    def _left(self) -> None:
        self._decide()

    def _stop_waiting(self) -> None:
        for timer in self._pauses:
            timer.stop()
        self._pauses = ()
        self._asking = ""
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
        """Show another report, without what the user has refused, and with what DNS knows."""
        is_kept = report is not None and address_key(report.address) in self._kept
        if report is not None and is_kept:
            report = replace(report, suggestion=None, note=report.dead_end, maybe="")
        self._undecided = report
        server = self._known_server(report)
        if report and server and server.answer is MailAnswer.MISSING and not is_kept:
            report = self._judge.with_missing(report)
        before = self._answers
        self._report = report
        self._show(server)
        if before != self._answers:
            self.screen.refresh_bindings()

    @property
    def _answers(self) -> tuple[object, ...]:
        """What the keys for a suggestion would answer now."""
        return (self.suggestion, self.maybe, self.offer)

    def _show(self, server: MailServer | None = None) -> None:
        hints = self.query_one(AddressHints)
        hints.suggestion = self.suggestion
        server = server or self._known_server(self._report)
        waiting = NOT_NOW if self.suggestion else ASKING if self._asking else None
        last = _dns_remark(server) if server else waiting
        hints.last = last
        said = last.text if last else ""  # once is enough
        hints.remarks = tuple(
            replace(x, reason="") if x.reason == said else x for x in self._remarks()
        )

    def _remarks(self) -> Iterator[Remark]:
        """Yield what there is to say, what matters most first."""
        report = self._report
        if report is None:
            yield UNFINISHED if self._judged.strip() else NOBODY
            return
        found = self._judge.remarks(report, self._kind)
        urgent = [remark for remark in found if remark.word in URGENT]
        yield from urgent
        if self.other is not None:
            yield Remark("*", "known", f"{self.other.label} {self._judge.known_words}")
        yield from (remark for remark in found if remark not in urgent)
        if not report.is_suspicious:
            yield Remark(".", "sound", sound_words(with_choice(report, self._kind), self._kind))

    def _known_server(self, report: Report | None) -> MailServer | None:
        """Return what is known of the domain of an address without asking."""
        domain = _domain_to_ask(report)
        if not domain:
            return None
        server = self._servers().known(domain)
        is_last = self._server is not None and self._server.domain == asked_name(domain)
        return server or (self._server if is_last else None)

    def _ask(self) -> None:
        """Ask a name server, unless the answer is there already."""
        domain = _domain_to_ask(self._report)
        if domain and domain != self._asking and self._known_server(self._report) is None:
            self._asking = domain
            self._show()
            self.run_worker(self._await_answer(domain), group="dns", exclusive=True)

    async def _await_answer(self, domain: str) -> None:
        self._answered(await self._servers().ask(domain), domain)
        late = await self._servers().late(domain)
        if late is not None:
            self._answered(late, domain)

    def _answered(self, server: MailServer, domain: str) -> None:
        """Show an answer, unless something else was typed since."""
        self._asking = ""
        self._server = server
        if _domain_to_ask(self._undecided) == domain:
            self._take(self._undecided)


def _domain_to_ask(report: Report | None) -> str:
    """Return the domain of which to ask whether it takes mail; empty for none.

    Not while another is suggested: typos of providers mostly do take mail.
    """
    return report.domain if report and not report.is_suspicious else ""


def _dns_remark(server: MailServer) -> Remark:
    return Remark("!" if server.is_bad else ".", "dns", server.sentence.removeprefix("DNS "))
