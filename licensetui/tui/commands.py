"""What a user can do: one small class per action, free of Textual.

Keys, the words in the footer, the command palette, the help screen, `licensetui keys` and the
table in the README all come from these classes.
"""

from __future__ import annotations

from licensetui.tui.command import Command


class ShowDashboard(Command):
    """Show what is due and what is wrong."""

    keys, word, shown = "1", "Dashboard", False


class ShowLicenses(Command):
    """Show the list of licenses."""

    keys, word, shown = "2", "Licenses", False


class ShowContacts(Command):
    """Show the list of contacts."""

    keys, word, shown = "3", "Contacts", False


class ShowHistory(Command):
    """Show what was changed: when, by whom, and from what."""

    keys, word, shown = "5", "History", False


class Undo(Command):
    """Take back your last change; in History, the one there."""

    keys, word, edits = "u", "Undo", True


class Redo(Command):
    """Do again what was undone; in History, the one there."""

    keys, word, edits, shown = "ctrl+r", "Redo", True, False


class SaveAgain(Command):
    """Try again to save what says NOT SAVED."""

    keys, word, edits, shown = "ctrl+s", "Save again", True, False


class OpenDraft(Command):
    """Open a form that was left before it was saved, as it was."""

    keys, word, edits, shown = "o", "Draft", True, False


class DropDraft(Command):
    """Forget a form that was left before it was saved."""

    keys, word, edits, shown = "O", "Drop draft", True, False


class NextProblem(Command):
    """Go to the next finding; Enter then opens what mends it."""

    keys, word = "exclamation_mark", "Problem"


class Palette(Command):
    """Find a command by its name."""

    keys, word, shown = "colon,ctrl+p", "Commands", False


class Help(Command):
    """Show all keys of this screen."""

    keys, word = "question_mark", "Help"


class Quit(Command):
    """Leave. What was confirmed is saved already."""

    keys, word = "q,ctrl+q", "Quit"


class Suspend(Command):
    """Stop and go to the shell; its command fg comes back."""

    keys, word, shown = "ctrl+z", "Suspend", False


class Up(Command):
    """Go one line up."""

    keys, word, shown = "up,k", "Up", False


class Down(Command):
    """Go one line down."""

    keys, word, shown = "down,j", "Down", False


class PageUp(Command):
    """Go one page up."""

    keys, word, shown = "pageup", "Page up", False


class PageDown(Command):
    """Go one page down."""

    keys, word, shown = "pagedown", "Page down", False


class First(Command):
    """Go to the first line."""

    keys, word, shown = "g,home", "First", False


class Last(Command):
    """Go to the last line."""

    keys, word, shown = "G,end", "Last", False


class Open(Command):
    """Open what is under the cursor."""

    keys, word = "enter", "Open"


class New(Command):
    """Add a record."""

    keys, word, edits = "n", "New", True


class Edit(Command):
    """Edit the record under the cursor."""

    keys, word, edits, shown = "e", "Edit", True, False


class Renew(Command):
    """Record a renewal: adds a term after the last one."""

    keys, word, edits = "r", "Renewed", True


class Handle(Command):
    """Mark as handled: this term needs no more; again reopens."""

    keys, word, edits = "x", "Handled", True


class Snooze(Command):
    """Hear no more of the marked or this one until a day."""

    keys, word, edits = "z", "Snooze", True


class Decide(Command):
    """Decide what shall happen at the end: renew, cancel..."""

    keys, word, edits, shown = "d", "Decide", True, False


class Proceed(Command):
    """Say how far it is: quoted, ordered, done; Enter goes on."""

    keys, word, edits, shown = "p", "Progress", True, False


class Terms(Command):
    """Show all terms of this license with what each cost."""

    keys, word, shown = "T", "Terms", False


class CoTerm(Command):
    """Plan one common end of the marked, or of a whole vendor."""

    keys, word, edits, shown = "c", "Co-term", True, False


class Archive(Command):
    """Archive the marked or this one; again brings it back."""

    keys, word, edits = "D", "Archive", True


class SetTechnical(Command):
    """Choose the technical contact, of all marked or this one."""

    keys, word, edits = "t", "Tech", True


class SetBilling(Command):
    """Choose the billing contact, of all marked or this one."""

    keys, word, edits = "b", "Bill", True


class Find(Command):
    """Find as you type; Enter keeps it, Esc shows all again."""

    keys, word = "slash", "Find"


class Mark(Command):
    """Mark or unmark the record, to act on several."""

    keys, word, shown = "space", "Mark", False


class Sort(Command):
    """Sort by the next column."""

    keys, word = "s", "Sort"


class Reverse(Command):
    """Turn the order round."""

    keys, word, shown = "S", "Reverse", False


class Filter(Command):
    """Choose which records to show."""

    keys, word = "f", "Filter"


class Copy(Command):
    """Copy the number or address to the clipboard, and show it."""

    keys, word, shown = "y", "Copy", False


class Log(Command):
    """Show the history of this record."""

    keys, word, shown = "L", "Log", False


class Unfind(Command):
    """Show all again: no search, no filter, no marks."""

    keys, word, shown = "escape", "Show all", False


class EarlierMonth(Command):
    """Show the month before."""

    keys, word, shown = "left_square_bracket", "Month -", False


class LaterMonth(Command):
    """Show the month after."""

    keys, word, shown = "right_square_bracket", "Month +", False


class NextPanel(Command):
    """Go to the next panel of the dashboard."""

    keys, word, shown = "tab", "Panel", False


class Save(Command):
    """Save what was typed."""

    keys, word, edits = "ctrl+s", "Save", True


class Leave(Command):
    """Go back without saving; u opens the form again as it was."""

    keys, word = "escape", "Back"


class FormHelp(Command):
    """Show the keys of the form."""

    keys, word = "ctrl+g", "Help"


class FromLastEnd(Command):
    """Count the term from the end of the last one."""

    keys, word, edits, shown = "e", "Last end", True, False


class FromPayment(Command):
    """Count the term from the payment: today, or type the day."""

    keys, word, edits = "p", "Paid on", True


class FromFixedDay(Command):
    """Count the term from a day that you type."""

    keys, word, edits = "f", "From day", True


class OneYear(Command):
    """Let the term last one year."""

    keys, word, edits = "1", "Year", True


class TwoYears(Command):
    """Let the term last two years."""

    keys, word, edits = "2", "Years", True


class ThreeYears(Command):
    """Let the term last three years."""

    keys, word, edits, shown = "3", "3 years", True, False


class OneMonth(Command):
    """Let the term last one month."""

    keys, word, edits = "m", "Month", True


class UntilDay(Command):
    """Let the term last until a day that you type."""

    keys, word, edits = "d", "Until day", True


class LeaveOut(Command):
    """Leave out what cannot be done, or stop at it again."""

    keys, word, edits = "o", "Leave out", True


class TakeSuggestion(Command):
    """Take the address that is suggested."""

    keys, word, edits = "ctrl+y", "Yes, fix", True


class KeepAddress(Command):
    """Keep the address as typed; it is not asked about again."""

    keys, word, edits = "ctrl+n", "No, keep", True


class AddHolder(Command):
    """Add a contact, found by typing or created on the way."""

    keys, word, edits = "n,enter", "Add contact", True


class OpenAgain(Command):
    """Open again the new contact that you left unsaved."""

    keys, word, edits, shown = "u", "Open again", True, False


class MakePrimary(Command):
    """Make it the primary contact of its role, or secondary."""

    keys, word, edits = "p", "Primary", True


class ChangeRole(Command):
    """Give the contact the next role."""

    keys, word, edits = "space", "Role", True


class RemoveHolder(Command):
    """Take the contact off the license."""

    keys, word, edits = "delete,D", "Remove", True


class TakeMine(Command):
    """Let your value stand in this line."""

    keys, word = "m,left", "Mine"


class TakeTheirs(Command):
    """Let the other session's value stand in this line."""

    keys, word = "t,right", "Theirs"


class AllMine(Command):
    """Let your values stand in all lines."""

    keys, word = "M", "All mine"


class AllTheirs(Command):
    """Let the other session's values stand in all lines."""

    keys, word = "T", "All theirs"


class SaveChoice(Command):
    """Save what was chosen, once every line is decided."""

    keys, word = "enter,ctrl+s", "Save"


class LeaveConflict(Command):
    """Go back with nothing saved; what you typed is kept."""

    keys, word = "escape", "Back"


EVERYWHERE = (
    *(ShowDashboard, ShowLicenses, ShowContacts, ShowHistory),
    *(Undo, Redo, SaveAgain, OpenDraft, DropDraft, NextProblem, Palette, Help, Quit, Suspend),
)
LISTS = (Up, Down, PageUp, PageDown, First, Last)
TERMS = (Handle, Snooze, Decide, Proceed, Terms, CoTerm)
"""What becomes of the current term: wherever a license is under the cursor."""
AGENDA = (Open, Renew, *TERMS, NextPanel, EarlierMonth, LaterMonth, New, Find)
LICENSES = (
    *(Open, Edit, New, Renew, *TERMS, SetTechnical, SetBilling, Find, Filter, Sort, Reverse),
    *(Mark, Archive, Copy, Log, Unfind),
)
CONTACTS = (Open, Edit, New, Find, Filter, Sort, Reverse, Mark, Archive, Copy, Log, Unfind)
HISTORY = (Open, Find, Filter, Unfind)
FORM = (Save, Leave, FormHelp)
RENEWAL = (
    *(OneYear, TwoYears, ThreeYears, OneMonth, UntilDay),
    *(FromLastEnd, FromPayment, FromFixedDay, LeaveOut),
)
EMAIL = (TakeSuggestion, KeepAddress)
CONFLICT = (TakeMine, TakeTheirs, AllMine, AllTheirs, SaveChoice, LeaveConflict)
HOLDERS = (AddHolder, OpenAgain, MakePrimary, ChangeRole, RemoveHolder)


def sections() -> tuple[tuple[str, tuple[type[Command], ...]], ...]:
    """Return every command by the place in which it works, in the order of the help."""
    return (
        ("Everywhere", EVERYWHERE),
        ("Lists", LISTS),
        ("Dashboard", AGENDA),
        ("Licenses", LICENSES),
        ("Contacts", CONTACTS),
        ("History", HISTORY),
        ("Forms", FORM),
        ("Forms of renewals, outside the lines one types in", RENEWAL),
        ("E-mail address, in its form", EMAIL),
        ("Contacts of a license, in its form", HOLDERS),
        ("Conflicts", CONFLICT),
    )


def all_commands() -> frozenset[type[Command]]:
    """Return every command once."""
    return frozenset(command for _, commands in sections() for command in commands)


def bar_order() -> tuple[type[Command], ...]:
    """Return the commands in the order of the footer: those of the place before the general."""
    first = (Open, New, Renew, Undo, SetTechnical, SetBilling, Find)
    places = (
        FORM,
        RENEWAL,
        EMAIL,
        HOLDERS,
        CONFLICT,
        first,
        LICENSES,
        CONTACTS,
        AGENDA,
        HISTORY,
        EVERYWHERE,
    )
    return tuple(command for place in places for command in place)
