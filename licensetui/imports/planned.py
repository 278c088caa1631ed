"""Values of a plan: what an import would do, row by row, and what is asked before it is done.

All texts are harmless on one line of a terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from itertools import chain

from licensetui.domain.change import Change
from licensetui.domain.dataclass import dataclass
from licensetui.domain.labels import Labeled
from licensetui.domain.money import Money
from licensetui.domain.term import CostBasis
from licensetui.reading.dates import DateOrder
from licensetui.wording.costs import amount_words


class RowOutcome(Labeled):
    """The outcome of a row."""

    NEW = "new"
    CHANGED = "changed"
    TERM = "further term"
    """It says more of a license that another row has made or changed: one more of its terms."""
    SAME = "same"
    REFUSED = "refused"

    @property
    def word(self) -> str:
        """What people read; JSON has the label."""
        return {"same": "unchanged", "refused": "rejected"}.get(self.label, self.label)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a license as it is and as it shall be; of what is added, `before` is empty."""

    label: str
    """The field: `end`, `notes`."""
    before: str
    """`nothing` where there was none; empty where something is added to what stays."""
    after: str

    def __str__(self) -> str:
        """Return it in words: `end 2026-10-18 -> 2027-10-18`, `renewed: new term ...`."""
        if not self.before:
            return f"{self.label} {self.after}"
        return f"{self.label} {self.before} -> {self.after}"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row with what becomes of it."""

    line: int
    """The place in its file on which the row starts, counted as the file's `unit` says."""
    place: str
    """The same in words: `line 12`; with the name of the file where there are several."""
    outcome: RowOutcome
    """What becomes of it."""
    what: str
    """The license: its name and number, as far as the row says them."""
    start: date | None = None
    """First day of the term, as the row says it."""
    end: date | None = None
    """Last day of the term, as the row says it."""
    is_perpetual: bool = False
    """Whether the row says that the license itself never ends."""
    price: tuple[Money, CostBasis, bool] | None = None
    """What the row says that it costs, for what time, and whether each seat."""
    seats: str = ""
    """The seats that the row says: `50 users`."""
    renewal: str = ""
    """What the row says of its renewal: `auto-renew, notice 2 months`."""
    changes: tuple[FieldChange, ...] = ()
    """What changes of a known license, field by field, and what is added."""
    contacts: tuple[str, ...] = ()
    """The contacts that are created for it, by their labels; each stands at one row."""
    doubts: tuple[str, ...] = ()
    """What is odd, and worth a look before it is saved: an end that goes back, a near-duplicate."""
    notes: tuple[str, ...] = ()
    """What the user may want to know about how the row is read."""
    reason: str = ""
    """Why it is refused."""
    remedy: str = ""
    """What would help; empty where the reason says it."""

    @property
    def cost(self) -> str:
        """The price in words: `100.00 EUR/year`; empty where the row says none."""
        if self.price is None:
            return ""
        cost, basis, per_seat = self.price
        return amount_words(cost, basis, per_seat=per_seat)

    @property
    def details(self) -> tuple[str, ...]:
        """What changes, in words: `end 2026-10-18 -> 2027-10-18`."""
        return tuple(map(str, self.changes))

    @property
    def term(self) -> str:
        """The days, renewal, cost and seats of the row in words; empty where it says none."""
        days = f"{self.start or '?'} to {self.end or '?'}" if self.start else f"ends {self.end}"
        shown = days if self.start or self.end else ""
        never = "perpetual" if self.is_perpetual else ""
        return ", ".join(filter(None, (shown, never, self.renewal, self.cost, self.seats)))


@dataclass(frozen=True, slots=True)
class PlannedContact:
    """A contact that the import adds."""

    name: str
    """May be empty."""
    address: str
    """As the file has it; may be wrong, or empty."""
    place: str
    """The row that names it first: `line 12`."""
    doubts: tuple[str, ...] = ()
    """What is odd: no address, `Did you mean ...?`, somebody of that name who is known."""
    meant: str = ""
    """The address that was probably meant; empty if this one."""

    @property
    def label(self) -> str:
        """What to call it: `Ana Ruiz <ana@acme.example>`, or what there is."""
        both = f"{self.name} <{self.address}>" if self.name and self.address else ""
        return both or self.name or self.address


class QuestionKind(Labeled):
    """The thing that a question of a file is about; it names the answer in `PlanAnswers`."""

    DATES = "date_order"
    CURRENCY = "currency"
    SEEN = "seen"


@dataclass(frozen=True)
class Question:
    """A question that one file leaves open."""

    about: QuestionKind
    """What is asked."""
    text: str
    """The question in a sentence."""
    choices: tuple[tuple[str, str], ...] = ()
    """The values that may be answered, each in words; none where any day or code will do."""
    option: str = ""
    """The option of the command that answers it: `--dates`."""
    rows: int = 0
    """How many rows are refused until it is answered; 0 where an answer is assumed."""


@dataclass(frozen=True)
class PlanAnswers:
    """The answers to the questions of one file, as far as somebody gave them."""

    date_order: DateOrder | None = None
    """How to read a date with two readings."""
    currency: str | None = None
    """The ISO code for amounts without a currency."""
    seen: date | None = None
    """The day on which the portal showed what the file says."""


UNANSWERED = PlanAnswers()
"""Nobody has said anything yet."""


@dataclass(frozen=True)
class PlannedFile:
    """One file with what holds for all of it."""

    source: str
    """Its name."""
    rows: tuple[PlannedRow, ...]
    """In the order of the file."""
    questions: tuple[Question, ...] = ()
    """Those that are open, what refuses rows first."""
    doubts: tuple[str, ...] = ()
    """What is odd about the whole file."""
    notes: tuple[str, ...] = ()
    """How it was read: encoding, separator, what was assumed, what is not used."""


@dataclass(frozen=True)
class ImportPlan:
    """Everything an import would do: one change, of one file or several."""

    files: tuple[PlannedFile, ...]
    """As they were given."""
    contacts: tuple[PlannedContact, ...]
    """The contacts that are added, in the order in which they are met."""
    change: Change
    """What a store is to save, at once; empty where there is nothing to do."""
    counts: Mapping[RowOutcome, int] = field(default_factory=dict)
    """The number of rows with each outcome."""

    @property
    def rows(self) -> tuple[PlannedRow, ...]:
        """The rows of all files."""
        return tuple(row for file in self.files for row in file.rows)

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes on all files."""
        return tuple(note for file in self.files for note in file.notes)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The open questions of all files."""
        return tuple(question for file in self.files for question in file.questions)

    @property
    def doubts(self) -> int:
        """The number of rows, files and contacts with something odd."""
        found = (file.doubts for file in self.files), (row.doubts for row in self.rows)
        return sum(map(bool, chain(*found, (contact.doubts for contact in self.contacts))))

    @property
    def effect(self) -> Mapping[str, int]:
        """How many records it makes or changes: `{"new license": 20, "changed contact": 3}`."""
        both = (("license", self.change.licenses), ("contact", self.change.contacts))
        return Counter(
            f"{'new' if edit.before is None else 'changed'} {name}"
            for name, edits in both
            for edit in edits
        )
