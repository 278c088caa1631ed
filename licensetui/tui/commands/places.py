"""Places of commands: the order of the help, of the README and of the footer."""

from __future__ import annotations

from licensetui.tui.command import Command
from licensetui.tui.commands import (
    browsing,
    conflicts,
    dashboard,
    everywhere,
    forms,
    handover,
    licensing,
    people,
    portal,
)

EVERYWHERE = (
    *(
        everywhere.ShowDashboard,
        everywhere.ShowLicenses,
        everywhere.ShowContacts,
        everywhere.ShowPortal,
        everywhere.ShowHistory,
    ),
    *(
        everywhere.Undo,
        everywhere.Redo,
        everywhere.SaveAgain,
        everywhere.OpenDraft,
        everywhere.DropDraft,
        everywhere.NextProblem,
        everywhere.Palette,
        everywhere.Help,
        everywhere.Quit,
        everywhere.Suspend,
    ),
)
LISTS = (
    browsing.Up,
    browsing.Down,
    browsing.PageUp,
    browsing.PageDown,
    browsing.First,
    browsing.Last,
)
LICENSE = (
    licensing.Renew,
    licensing.Handle,
    licensing.Snooze,
    licensing.Decide,
    licensing.Proceed,
    licensing.Terms,
    licensing.CoTerm,
    licensing.SetTechnical,
    licensing.SetBilling,
    licensing.SeenOnPortal,
    people.WhoSees,
    handover.HandOver,
)
"""What becomes of the term and of the contacts: wherever a license is under the cursor."""
DASHBOARD = (
    *(dashboard.NextPanel, dashboard.PreviousPanel),
    *(dashboard.EarlierMonth, dashboard.LaterMonth),
    *(dashboard.ShowEverything, dashboard.ShowTotals),
    *(browsing.New, browsing.Find),
)
"""What works in all of its panels."""
AGENDA = (browsing.Open, *LICENSE, *DASHBOARD)
DAYS = (
    *(dashboard.OpenDay, dashboard.DayBefore, dashboard.DayAfter),
    *(dashboard.WeekBefore, dashboard.WeekAfter, dashboard.Today),
)
FINDINGS = (browsing.Open, *LICENSE)
LICENSES = (
    *(
        browsing.Open,
        browsing.Edit,
        browsing.New,
        *LICENSE,
        browsing.Find,
        browsing.Filter,
        browsing.Sort,
        browsing.Reverse,
    ),
    *(browsing.Mark, browsing.Archive, browsing.Copy, browsing.Log),
    browsing.Unfind,
)
CONTACTS = (
    *(browsing.Open, browsing.Edit, browsing.New),
    *(people.Leaving, people.Confirm, people.Bounced),
    *(browsing.Find, browsing.Filter, browsing.Sort, browsing.Reverse),
    *(browsing.Mark, browsing.Archive, people.WhoSees, browsing.Copy, browsing.Log),
    handover.HandOver,
    browsing.Unfind,
)
PORTAL = (
    *(portal.Tick, browsing.Open, portal.AskToSignIn, licensing.SeenOnPortal, browsing.Copy),
    *(portal.CopyMessage, browsing.Find, browsing.Filter, browsing.Sort, browsing.Unfind),
)
HISTORY = (browsing.Open, browsing.Find, browsing.Filter, browsing.Unfind)
FORM = (forms.Save, forms.Leave, forms.FormHelp)
RENEWAL = (
    *(forms.OneYear, forms.TwoYears, forms.ThreeYears, forms.OneMonth, forms.UntilDay),
    *(forms.FromLastEnd, forms.FromPayment, forms.FromFixedDay),
)
SEVERAL = (forms.LeaveOut,)
IN_RENEWALS = "Forms of renewals, outside the lines one types in"
"""Where the keys of `RENEWAL` work."""
IN_SEVERAL = "Forms of several licenses, outside the lines one types in"
"""Where the keys of `SEVERAL` work."""
EMAIL = (forms.TakeSuggestion, forms.KeepAddress)
CONTACT = (people.CloseGap, people.ConfirmHere, people.BouncedHere, handover.HandOverHere)
MEMBERS = (forms.AddHolder, forms.OpenAgain, forms.RemoveHolder)
SEEN = (
    *(forms.AddHolder, people.AsWanted, people.AsLastSeen),
    *(forms.MakePrimary, forms.ChangeRole, forms.RemoveHolder),
)
HANDOVER = (
    *(handover.GoOn, handover.TakeRow, handover.ChooseSuccessor, handover.ChooseForAll),
    handover.WriteNote,
)
CONFLICT = (
    conflicts.TakeMine,
    conflicts.TakeTheirs,
    conflicts.AllMine,
    conflicts.AllTheirs,
    conflicts.SaveChoice,
    conflicts.LeaveConflict,
)
HOLDERS = (
    forms.AddHolder,
    forms.OpenAgain,
    forms.MakePrimary,
    forms.ChangeRole,
    forms.RemoveHolder,
)


def sections() -> tuple[tuple[str, tuple[type[Command], ...]], ...]:
    """Return every command by the place in which it works, in the order of the help."""
    return (
        ("Everywhere", EVERYWHERE),
        ("Lists", LISTS),
        ("Dashboard", AGENDA),
        ("Days of the dashboard", DAYS),
        ("Findings of the dashboard", FINDINGS),
        ("Licenses", LICENSES),
        ("Contacts", CONTACTS),
        ("Portal", PORTAL),
        ("History", HISTORY),
        ("Forms", FORM),
        (IN_RENEWALS, RENEWAL),
        (IN_SEVERAL, SEVERAL),
        ("E-mail address, in its form", EMAIL),
        ("Contacts of a license, in its form", HOLDERS),
        ("Form of a contact", CONTACT),
        ("Contacts of a team, in its form", MEMBERS),
        ("Contacts of the portal, in their form", SEEN),
        ("Form of a hand-over", HANDOVER),
        ("Conflicts", CONFLICT),
    )


def all_commands() -> frozenset[type[Command]]:
    """Return every command once."""
    return frozenset(command for _, commands in sections() for command in commands)


def bar_order() -> tuple[type[Command], ...]:
    """Return the commands in the order of the footer: those of the place before the general."""
    first = (
        browsing.Open,
        browsing.New,
        licensing.Renew,
        everywhere.Undo,
        licensing.SetTechnical,
        licensing.SetBilling,
        browsing.Find,
    )
    places = (
        FORM,
        RENEWAL,
        SEVERAL,
        EMAIL,
        CONTACT,
        HOLDERS,
        MEMBERS,
        SEEN,
        HANDOVER,
        CONFLICT,
        first,
        LICENSES,
        CONTACTS,
        AGENDA,
        DAYS,
        PORTAL,
        HISTORY,
        EVERYWHERE,
    )
    return tuple(command for place in places for command in place)
