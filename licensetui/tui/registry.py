"""Everything on the screens that is loaded only when it is asked for, by the name it is asked by.

This is the only place of the screens from which anything is imported late. A module of handlers
has at its top what its handlers open; so one that opens nothing heavy stands apart.
"""

from __future__ import annotations

from collections.abc import Mapping

VIEWS: Mapping[str, str] = {
    "dashboard": "licensetui.tui.views.dashboard:Dashboard",
    "licenses": "licensetui.tui.views.licenses:LicensesView",
    "contacts": "licensetui.tui.views.contacts:ContactsView",
    "portal": "licensetui.tui.views.portal:PortalView",
    "history": "licensetui.tui.views.history:HistoryView",
}
"""The views in the order of their digits."""

FORMS: Mapping[str, str] = {
    "license": "licensetui.tui.screens.license_editor:LicenseEditor",
    "contact": "licensetui.tui.screens.contact_editor:ContactEditor",
    "new contacts": "licensetui.tui.screens.new_contacts:NewContactsForm",
    "handover": "licensetui.tui.screens.handover:HandoverForm",
    "absence": "licensetui.tui.screens.absence:AbsenceForm",
    "leaving": "licensetui.tui.screens.leaving:LeavingForm",
    "seen": "licensetui.tui.screens.seen:SeenForm",
    "renewal": "licensetui.tui.screens.renew:RenewForm",
    "renewals": "licensetui.tui.screens.renew_several:RenewSeveralForm",
    "import": "licensetui.tui.screens.importing:ImportForm",
    "co-term": "licensetui.tui.screens.coterm:CoTermForm",
}
"""The forms by what a draft calls them."""

HANDLERS: Mapping[str, str] = {
    "ShowView": "licensetui.tui.handlers.going:show_view",
    "ShowNextProblem": "licensetui.tui.handlers.going:show_next_problem",
    "ShowKeys": "licensetui.tui.handlers.showing:show_keys",
    "ShowManual": "licensetui.tui.handlers.manual:show_manual",
    "ShowCommands": "licensetui.tui.handlers.showing:show_commands",
    "ChooseTheme": "licensetui.tui.handlers.themes:choose_theme",
    "Leave": "licensetui.tui.handlers.going:leave",
    "CopyText": "licensetui.tui.handlers.going:copy_text",
    "Tell": "licensetui.tui.handlers.going:tell",
    "ListLicenses": "licensetui.tui.handlers.going:list_licenses",
    "ArchiveLicenses": "licensetui.tui.handlers.records:archive_licenses",
    "EditLicense": "licensetui.tui.handlers.edit_license:edit_license",
    "HandleLicenses": "licensetui.tui.handlers.terms:handle",
    "DecideLicenses": "licensetui.tui.handlers.terms:decide",
    "ProceedWithLicenses": "licensetui.tui.handlers.terms:proceed",
    "SnoozeLicenses": "licensetui.tui.handlers.terms:snooze",
    "NoteKeys": "licensetui.tui.handlers.terms:note_keys",
    "PasteKey": "licensetui.tui.handlers.keys:paste_key",
    "RenewLicenses": "licensetui.tui.handlers.term_forms:renew",
    "PlanCoTerm": "licensetui.tui.handlers.term_forms:plan_co_term",
    "OpenDocuments": "licensetui.tui.handlers.documents:open_documents",
    "OpenDocument": "licensetui.tui.handlers.documents:open_document",
    "ShowTerms": "licensetui.tui.handlers.showing:show_terms",
    "ArchiveContacts": "licensetui.tui.handlers.records:archive_contacts",
    "ConfirmContacts": "licensetui.tui.handlers.records:confirm",
    "NoteBounces": "licensetui.tui.handlers.records:note_bounces",
    "ChooseContact": "licensetui.tui.handlers.assigning:choose_contact",
    "ChooseOwner": "licensetui.tui.handlers.assigning:choose_owner",
    "GivePresentRoles": "licensetui.tui.handlers.assigning:give_present_roles",
    "EditContact": "licensetui.tui.handlers.edit_contact:edit_contact",
    "PasteContacts": "licensetui.tui.handlers.pasting:paste_contacts",
    "MakeContact": "licensetui.tui.handlers.edit_contact:make_contact",
    "NoteAbsence": "licensetui.tui.handlers.absences:note_absence",
    "ContactLeaves": "licensetui.tui.handlers.leavers:note_leaving",
    "HandOver": "licensetui.tui.handlers.leavers:hand_over",
    "ImportList": "licensetui.tui.handlers.importing:import_list",
    "ExportList": "licensetui.tui.handlers.exporting:export_list",
    "ListImported": "licensetui.tui.handlers.importing:list_imported",
    "ListSteps": "licensetui.tui.handlers.going:list_steps",
    "TickStep": "licensetui.tui.handlers.ticking:tick",
    "AskNewContact": "licensetui.tui.handlers.ticking:ask_new_contact",
    "CopyPartnerMessage": "licensetui.tui.handlers.ticking:copy_partner_message",
    "NoteSeen": "licensetui.tui.handlers.seeing:note_seen",
    "ShowWhoSees": "licensetui.tui.handlers.showing:show_who_sees",
    "Undo": "licensetui.tui.handlers.undoing:undo",
    "Redo": "licensetui.tui.handlers.undoing:redo",
    "SaveAgain": "licensetui.tui.handlers.undoing:save_again",
    "TakeBack": "licensetui.tui.handlers.undoing:take_back",
    "SettleConflict": "licensetui.tui.handlers.conflicts:settle_conflict",
    "ListChanges": "licensetui.tui.handlers.going:list_changes",
    "ShowEntry": "licensetui.tui.handlers.showing:show_entry",
    "OfferDrafts": "licensetui.tui.handlers.drafts:offer_drafts",
    "ChooseDraft": "licensetui.tui.handlers.drafts:choose_draft",
    "DropDraft": "licensetui.tui.handlers.drafts:drop_draft",
    "OpenDraft": "licensetui.tui.handlers.drafts:open_draft",
}
"""The function that does what a request wants, by the name of the request's class."""

TERMINAL: Mapping[str, str] = {
    "events": "licensetui.tui.terminal.keys:EventReader",
    "pieces": "licensetui.tui.terminal.pieces:Pieces",
}
"""What reads keys: nobody presses any before the first screen is drawn."""

CHOOSER = "licensetui.tui.dialogs.chooser:Chooser"
OPTION = "licensetui.tui.dialogs.chooser:Option"
"""A list to choose from, and what is in it."""
CHANGE_WITHOUT_KEYS = "licensetui.domain.keyless:change_without_keys"
"""What is not kept of a license key, for what is saved."""
MAIL_SERVERS = "licensetui.addresses.mail_servers:MailServers"
"""What asks whether a domain takes mail."""
