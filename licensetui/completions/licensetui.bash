# bash completion of licensetui; written by `python -m tests.shipped` with shtab.
_shtab_licensetui_subparsers=(due list contacts calendar findings coverage who portal handover add edit renew done assign tick archive coterm check import members key absences export report remind history undo redo backup restore move upgrade forget doctor facts config keys completion help)

_shtab_licensetui_due_option_strings=(-h --help --file --store --demo --readonly --no-dns --within --owner --json --plain --quiet --exit-code)
_shtab_licensetui_list_option_strings=(-h --help --file --store --demo --readonly --no-dns --all --json)
_shtab_licensetui_contacts_option_strings=(-h --help --file --store --demo --readonly --no-dns --all --json --add --apply --take)
_shtab_licensetui_calendar_option_strings=(-h --help --file --store --demo --readonly --no-dns --months --json)
_shtab_licensetui_findings_option_strings=(-h --help --file --store --demo --readonly --no-dns --json)
_shtab_licensetui_coverage_option_strings=(-h --help --file --store --demo --readonly --no-dns --within --all --json)
_shtab_licensetui_who_option_strings=(-h --help --file --store --demo --readonly --no-dns --contact --license --json)
_shtab_licensetui_portal_option_strings=(-h --help --file --store --demo --readonly --no-dns --json --markdown --by --draft --partner --seen --unsee --apply)
_shtab_licensetui_handover_option_strings=(-h --help --file --store --demo --readonly --no-dns --last-day --mailbox-closes --dry-run --note --take --json)
_shtab_licensetui_add_option_strings=(-h --help --file --store --demo --readonly --no-dns --set --from --dry-run --json --take)
_shtab_licensetui_edit_option_strings=(-h --help --file --store --demo --readonly --no-dns --contact --license --set --from --dry-run --json --take)
_shtab_licensetui_renew_option_strings=(-h --help --file --store --demo --readonly --no-dns --set --from --dry-run --json --take)
_shtab_licensetui_done_option_strings=(-h --help --file --store --demo --readonly --no-dns --reopen --dry-run --json --take)
_shtab_licensetui_assign_option_strings=(-h --help --file --store --demo --readonly --no-dns --as --dry-run --json --take)
_shtab_licensetui_tick_option_strings=(-h --help --file --store --demo --readonly --no-dns --dry-run --json --take)
_shtab_licensetui_archive_option_strings=(-h --help --file --store --demo --readonly --no-dns --contact --license --back --dry-run --json --take)
_shtab_licensetui_coterm_option_strings=(-h --help --file --store --demo --readonly --no-dns --bought --vendor --organization --json)
_shtab_licensetui_check_option_strings=(-h --help --file --store --demo --readonly --no-dns --dns --exit-code --json)
_shtab_licensetui_import_option_strings=(-h --help --file --store --demo --readonly --no-dns --apply --dates --currency --numbers --seen --sheet --encoding --map --show-mapping --fields -v --verbose --json --exit-code --take)
_shtab_licensetui_members_option_strings=(-h --help --file --store --demo --readonly --no-dns --apply --remove --list --domain --take --json)
_shtab_licensetui_key_option_strings=(-h --help --file --store --demo --readonly --no-dns --license --new --overwrite --apply --take --json)
_shtab_licensetui_absences_option_strings=(-h --help --file --store --demo --readonly --no-dns --apply --name --of --take --json)
_shtab_licensetui_export_option_strings=(-h --help --file --store --demo --readonly --no-dns -o --output --reminders --fresh)
_shtab_licensetui_report_option_strings=(-h --help --file --store --demo --readonly --no-dns -o --output)
_shtab_licensetui_remind_option_strings=(-h --help --file --store --demo --readonly --no-dns --mail --owners --outside --anyway --test --dry-run --verbose)
_shtab_licensetui_history_option_strings=(-h --help --file --store --demo --readonly --no-dns --record --by --since --limit --fields --json)
_shtab_licensetui_undo_option_strings=(-h --help --file --store --demo --readonly --no-dns --take)
_shtab_licensetui_redo_option_strings=(-h --help --file --store --demo --readonly --no-dns --take)
_shtab_licensetui_backup_option_strings=(-h --help --file --store --demo --readonly --no-dns)
_shtab_licensetui_restore_option_strings=(-h --help --file --store --demo --readonly --no-dns --apply --json)
_shtab_licensetui_move_option_strings=(-h --help --file --store --demo --readonly --no-dns)
_shtab_licensetui_upgrade_option_strings=(-h --help --file --store --demo --readonly --no-dns --apply)
_shtab_licensetui_forget_option_strings=(-h --help --file --store --demo --readonly --no-dns --keys --numbers --apply)
_shtab_licensetui_doctor_option_strings=(-h --help --file --store --demo --readonly --no-dns --accept --json)
_shtab_licensetui_facts_option_strings=(-h --help --file --store --demo --readonly --no-dns --json)
_shtab_licensetui_config_option_strings=(-h --help --file --store --demo --readonly --no-dns --explain --init --json)
_shtab_licensetui_keys_option_strings=(-h --help --file --store --demo --readonly --no-dns --ids)
_shtab_licensetui_completion_option_strings=(-h --help --file --store --demo --readonly --no-dns)
_shtab_licensetui_help_option_strings=(-h --help --file --store --demo --readonly --no-dns)
_shtab_licensetui_option_strings=(-h --help --file --store --demo --readonly --no-dns -V --version)

_shtab_licensetui_due___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_list___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_contacts___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_contacts___add_COMPGEN=_shtab_compgen_files
_shtab_licensetui_calendar___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_findings___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_coverage___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_who___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_portal___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_portal___draft_COMPGEN=_shtab_compgen_files
_shtab_licensetui_portal___seen_COMPGEN=_shtab_compgen_files
_shtab_licensetui_handover___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_handover___note_COMPGEN=_shtab_compgen_files
_shtab_licensetui_add___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_add___from_COMPGEN=_shtab_compgen_files
_shtab_licensetui_edit___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_edit___from_COMPGEN=_shtab_compgen_files
_shtab_licensetui_renew___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_renew___from_COMPGEN=_shtab_compgen_files
_shtab_licensetui_done___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_assign___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_tick___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_archive___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_coterm___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_check___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_import_pos_0_COMPGEN=_shtab_compgen_files
_shtab_licensetui_import___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_members_pos_1_COMPGEN=_shtab_compgen_files
_shtab_licensetui_members___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_key_pos_0_COMPGEN=_shtab_compgen_files
_shtab_licensetui_key___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_absences_pos_0_COMPGEN=_shtab_compgen_files
_shtab_licensetui_absences___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_export___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_export__o_COMPGEN=_shtab_compgen_files
_shtab_licensetui_export___output_COMPGEN=_shtab_compgen_files
_shtab_licensetui_report___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_report__o_COMPGEN=_shtab_compgen_files
_shtab_licensetui_report___output_COMPGEN=_shtab_compgen_files
_shtab_licensetui_remind___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_history___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_undo___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_redo___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_backup___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_restore___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_move___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_upgrade___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_forget___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_doctor___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_facts___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_config___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_keys___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_completion___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui_help___file_COMPGEN=_shtab_compgen_files
_shtab_licensetui___file_COMPGEN=_shtab_compgen_files

_shtab_licensetui_contacts___take_choices=(mine theirs)
_shtab_licensetui_portal___by_choices=(license person)
_shtab_licensetui_handover___take_choices=(mine theirs)
_shtab_licensetui_add_pos_0_choices=(license contact)
_shtab_licensetui_add___take_choices=(mine theirs)
_shtab_licensetui_edit___take_choices=(mine theirs)
_shtab_licensetui_renew___take_choices=(mine theirs)
_shtab_licensetui_done___take_choices=(mine theirs)
_shtab_licensetui_assign___as_choices=(technical billing owner)
_shtab_licensetui_assign___take_choices=(mine theirs)
_shtab_licensetui_tick___take_choices=(mine theirs)
_shtab_licensetui_archive___take_choices=(mine theirs)
_shtab_licensetui_import___dates_choices=(dmy mdy)
_shtab_licensetui_import___take_choices=(mine theirs)
_shtab_licensetui_members___take_choices=(mine theirs)
_shtab_licensetui_key___overwrite_choices=(hosting type sen organization seats server_id end all)
_shtab_licensetui_key___take_choices=(mine theirs)
_shtab_licensetui_absences___take_choices=(mine theirs)
_shtab_licensetui_export_pos_0_choices=(csv json vcard ics report)
_shtab_licensetui_undo___take_choices=(mine theirs)
_shtab_licensetui_redo___take_choices=(mine theirs)
_shtab_licensetui_forget___numbers_choices=(sen entitlement server_id quote order_number site notes)
_shtab_licensetui_completion_pos_0_choices=(bash zsh fish)
_shtab_licensetui_pos_0_choices=(due list contacts calendar findings coverage who portal handover add edit renew done assign tick archive coterm check import members key absences export report remind history undo redo backup restore move upgrade forget doctor facts config keys completion help)

_shtab_licensetui_due__h_nargs=0
_shtab_licensetui_due___help_nargs=0
_shtab_licensetui_due___demo_nargs=0
_shtab_licensetui_due___readonly_nargs=0
_shtab_licensetui_due___no_dns_nargs=0
_shtab_licensetui_due___owner_nargs='?'
_shtab_licensetui_due___json_nargs=0
_shtab_licensetui_due___plain_nargs=0
_shtab_licensetui_due___quiet_nargs=0
_shtab_licensetui_due___exit_code_nargs=0
_shtab_licensetui_list__h_nargs=0
_shtab_licensetui_list___help_nargs=0
_shtab_licensetui_list___demo_nargs=0
_shtab_licensetui_list___readonly_nargs=0
_shtab_licensetui_list___no_dns_nargs=0
_shtab_licensetui_list___all_nargs=0
_shtab_licensetui_list___json_nargs=0
_shtab_licensetui_contacts__h_nargs=0
_shtab_licensetui_contacts___help_nargs=0
_shtab_licensetui_contacts___demo_nargs=0
_shtab_licensetui_contacts___readonly_nargs=0
_shtab_licensetui_contacts___no_dns_nargs=0
_shtab_licensetui_contacts___all_nargs=0
_shtab_licensetui_contacts___json_nargs=0
_shtab_licensetui_contacts___apply_nargs=0
_shtab_licensetui_calendar__h_nargs=0
_shtab_licensetui_calendar___help_nargs=0
_shtab_licensetui_calendar___demo_nargs=0
_shtab_licensetui_calendar___readonly_nargs=0
_shtab_licensetui_calendar___no_dns_nargs=0
_shtab_licensetui_calendar___json_nargs=0
_shtab_licensetui_findings__h_nargs=0
_shtab_licensetui_findings___help_nargs=0
_shtab_licensetui_findings___demo_nargs=0
_shtab_licensetui_findings___readonly_nargs=0
_shtab_licensetui_findings___no_dns_nargs=0
_shtab_licensetui_findings___json_nargs=0
_shtab_licensetui_coverage__h_nargs=0
_shtab_licensetui_coverage___help_nargs=0
_shtab_licensetui_coverage___demo_nargs=0
_shtab_licensetui_coverage___readonly_nargs=0
_shtab_licensetui_coverage___no_dns_nargs=0
_shtab_licensetui_coverage___all_nargs=0
_shtab_licensetui_coverage___json_nargs=0
_shtab_licensetui_who__h_nargs=0
_shtab_licensetui_who___help_nargs=0
_shtab_licensetui_who___demo_nargs=0
_shtab_licensetui_who___readonly_nargs=0
_shtab_licensetui_who___no_dns_nargs=0
_shtab_licensetui_who___contact_nargs=0
_shtab_licensetui_who___license_nargs=0
_shtab_licensetui_who___json_nargs=0
_shtab_licensetui_portal__h_nargs=0
_shtab_licensetui_portal___help_nargs=0
_shtab_licensetui_portal___demo_nargs=0
_shtab_licensetui_portal___readonly_nargs=0
_shtab_licensetui_portal___no_dns_nargs=0
_shtab_licensetui_portal___json_nargs=0
_shtab_licensetui_portal___markdown_nargs=0
_shtab_licensetui_portal___seen_nargs=2
_shtab_licensetui_portal___unsee_nargs='?'
_shtab_licensetui_portal___apply_nargs=0
_shtab_licensetui_handover__h_nargs=0
_shtab_licensetui_handover___help_nargs=0
_shtab_licensetui_handover___demo_nargs=0
_shtab_licensetui_handover___readonly_nargs=0
_shtab_licensetui_handover___no_dns_nargs=0
_shtab_licensetui_handover___dry_run_nargs=0
_shtab_licensetui_handover___json_nargs=0
_shtab_licensetui_add__h_nargs=0
_shtab_licensetui_add___help_nargs=0
_shtab_licensetui_add___demo_nargs=0
_shtab_licensetui_add___readonly_nargs=0
_shtab_licensetui_add___no_dns_nargs=0
_shtab_licensetui_add___dry_run_nargs=0
_shtab_licensetui_add___json_nargs=0
_shtab_licensetui_edit__h_nargs=0
_shtab_licensetui_edit___help_nargs=0
_shtab_licensetui_edit___demo_nargs=0
_shtab_licensetui_edit___readonly_nargs=0
_shtab_licensetui_edit___no_dns_nargs=0
_shtab_licensetui_edit___contact_nargs=0
_shtab_licensetui_edit___license_nargs=0
_shtab_licensetui_edit___dry_run_nargs=0
_shtab_licensetui_edit___json_nargs=0
_shtab_licensetui_renew__h_nargs=0
_shtab_licensetui_renew___help_nargs=0
_shtab_licensetui_renew___demo_nargs=0
_shtab_licensetui_renew___readonly_nargs=0
_shtab_licensetui_renew___no_dns_nargs=0
_shtab_licensetui_renew___dry_run_nargs=0
_shtab_licensetui_renew___json_nargs=0
_shtab_licensetui_done__h_nargs=0
_shtab_licensetui_done___help_nargs=0
_shtab_licensetui_done___demo_nargs=0
_shtab_licensetui_done___readonly_nargs=0
_shtab_licensetui_done___no_dns_nargs=0
_shtab_licensetui_done___reopen_nargs=0
_shtab_licensetui_done___dry_run_nargs=0
_shtab_licensetui_done___json_nargs=0
_shtab_licensetui_assign__h_nargs=0
_shtab_licensetui_assign___help_nargs=0
_shtab_licensetui_assign___demo_nargs=0
_shtab_licensetui_assign___readonly_nargs=0
_shtab_licensetui_assign___no_dns_nargs=0
_shtab_licensetui_assign___dry_run_nargs=0
_shtab_licensetui_assign___json_nargs=0
_shtab_licensetui_tick__h_nargs=0
_shtab_licensetui_tick___help_nargs=0
_shtab_licensetui_tick___demo_nargs=0
_shtab_licensetui_tick___readonly_nargs=0
_shtab_licensetui_tick___no_dns_nargs=0
_shtab_licensetui_tick___dry_run_nargs=0
_shtab_licensetui_tick___json_nargs=0
_shtab_licensetui_archive__h_nargs=0
_shtab_licensetui_archive___help_nargs=0
_shtab_licensetui_archive___demo_nargs=0
_shtab_licensetui_archive___readonly_nargs=0
_shtab_licensetui_archive___no_dns_nargs=0
_shtab_licensetui_archive___contact_nargs=0
_shtab_licensetui_archive___license_nargs=0
_shtab_licensetui_archive___back_nargs=0
_shtab_licensetui_archive___dry_run_nargs=0
_shtab_licensetui_archive___json_nargs=0
_shtab_licensetui_coterm__h_nargs=0
_shtab_licensetui_coterm___help_nargs=0
_shtab_licensetui_coterm___demo_nargs=0
_shtab_licensetui_coterm___readonly_nargs=0
_shtab_licensetui_coterm___no_dns_nargs=0
_shtab_licensetui_coterm___json_nargs=0
_shtab_licensetui_check_pos_0_nargs='*'
_shtab_licensetui_check__h_nargs=0
_shtab_licensetui_check___help_nargs=0
_shtab_licensetui_check___demo_nargs=0
_shtab_licensetui_check___readonly_nargs=0
_shtab_licensetui_check___no_dns_nargs=0
_shtab_licensetui_check___dns_nargs=0
_shtab_licensetui_check___exit_code_nargs=0
_shtab_licensetui_check___json_nargs=0
_shtab_licensetui_import_pos_0_nargs=+
_shtab_licensetui_import__h_nargs=0
_shtab_licensetui_import___help_nargs=0
_shtab_licensetui_import___demo_nargs=0
_shtab_licensetui_import___readonly_nargs=0
_shtab_licensetui_import___no_dns_nargs=0
_shtab_licensetui_import___apply_nargs=0
_shtab_licensetui_import___show_mapping_nargs=0
_shtab_licensetui_import___fields_nargs=0
_shtab_licensetui_import__v_nargs=0
_shtab_licensetui_import___verbose_nargs=0
_shtab_licensetui_import___json_nargs=0
_shtab_licensetui_import___exit_code_nargs=0
_shtab_licensetui_members__h_nargs=0
_shtab_licensetui_members___help_nargs=0
_shtab_licensetui_members___demo_nargs=0
_shtab_licensetui_members___readonly_nargs=0
_shtab_licensetui_members___no_dns_nargs=0
_shtab_licensetui_members___apply_nargs=0
_shtab_licensetui_members___remove_nargs=0
_shtab_licensetui_members___json_nargs=0
_shtab_licensetui_key__h_nargs=0
_shtab_licensetui_key___help_nargs=0
_shtab_licensetui_key___demo_nargs=0
_shtab_licensetui_key___readonly_nargs=0
_shtab_licensetui_key___no_dns_nargs=0
_shtab_licensetui_key___new_nargs=0
_shtab_licensetui_key___apply_nargs=0
_shtab_licensetui_key___json_nargs=0
_shtab_licensetui_absences__h_nargs=0
_shtab_licensetui_absences___help_nargs=0
_shtab_licensetui_absences___demo_nargs=0
_shtab_licensetui_absences___readonly_nargs=0
_shtab_licensetui_absences___no_dns_nargs=0
_shtab_licensetui_absences___apply_nargs=0
_shtab_licensetui_absences___json_nargs=0
_shtab_licensetui_export__h_nargs=0
_shtab_licensetui_export___help_nargs=0
_shtab_licensetui_export___demo_nargs=0
_shtab_licensetui_export___readonly_nargs=0
_shtab_licensetui_export___no_dns_nargs=0
_shtab_licensetui_export___reminders_nargs=0
_shtab_licensetui_export___fresh_nargs=0
_shtab_licensetui_report__h_nargs=0
_shtab_licensetui_report___help_nargs=0
_shtab_licensetui_report___demo_nargs=0
_shtab_licensetui_report___readonly_nargs=0
_shtab_licensetui_report___no_dns_nargs=0
_shtab_licensetui_remind__h_nargs=0
_shtab_licensetui_remind___help_nargs=0
_shtab_licensetui_remind___demo_nargs=0
_shtab_licensetui_remind___readonly_nargs=0
_shtab_licensetui_remind___no_dns_nargs=0
_shtab_licensetui_remind___owners_nargs=0
_shtab_licensetui_remind___outside_nargs=0
_shtab_licensetui_remind___anyway_nargs=0
_shtab_licensetui_remind___test_nargs=0
_shtab_licensetui_remind___dry_run_nargs=0
_shtab_licensetui_remind___verbose_nargs=0
_shtab_licensetui_history_pos_0_nargs='*'
_shtab_licensetui_history__h_nargs=0
_shtab_licensetui_history___help_nargs=0
_shtab_licensetui_history___demo_nargs=0
_shtab_licensetui_history___readonly_nargs=0
_shtab_licensetui_history___no_dns_nargs=0
_shtab_licensetui_history___fields_nargs=0
_shtab_licensetui_history___json_nargs=0
_shtab_licensetui_undo__h_nargs=0
_shtab_licensetui_undo___help_nargs=0
_shtab_licensetui_undo___demo_nargs=0
_shtab_licensetui_undo___readonly_nargs=0
_shtab_licensetui_undo___no_dns_nargs=0
_shtab_licensetui_redo__h_nargs=0
_shtab_licensetui_redo___help_nargs=0
_shtab_licensetui_redo___demo_nargs=0
_shtab_licensetui_redo___readonly_nargs=0
_shtab_licensetui_redo___no_dns_nargs=0
_shtab_licensetui_backup__h_nargs=0
_shtab_licensetui_backup___help_nargs=0
_shtab_licensetui_backup___demo_nargs=0
_shtab_licensetui_backup___readonly_nargs=0
_shtab_licensetui_backup___no_dns_nargs=0
_shtab_licensetui_restore__h_nargs=0
_shtab_licensetui_restore___help_nargs=0
_shtab_licensetui_restore___demo_nargs=0
_shtab_licensetui_restore___readonly_nargs=0
_shtab_licensetui_restore___no_dns_nargs=0
_shtab_licensetui_restore___apply_nargs=0
_shtab_licensetui_restore___json_nargs=0
_shtab_licensetui_move__h_nargs=0
_shtab_licensetui_move___help_nargs=0
_shtab_licensetui_move___demo_nargs=0
_shtab_licensetui_move___readonly_nargs=0
_shtab_licensetui_move___no_dns_nargs=0
_shtab_licensetui_upgrade__h_nargs=0
_shtab_licensetui_upgrade___help_nargs=0
_shtab_licensetui_upgrade___demo_nargs=0
_shtab_licensetui_upgrade___readonly_nargs=0
_shtab_licensetui_upgrade___no_dns_nargs=0
_shtab_licensetui_upgrade___apply_nargs=0
_shtab_licensetui_forget__h_nargs=0
_shtab_licensetui_forget___help_nargs=0
_shtab_licensetui_forget___demo_nargs=0
_shtab_licensetui_forget___readonly_nargs=0
_shtab_licensetui_forget___no_dns_nargs=0
_shtab_licensetui_forget___keys_nargs=0
_shtab_licensetui_forget___apply_nargs=0
_shtab_licensetui_doctor__h_nargs=0
_shtab_licensetui_doctor___help_nargs=0
_shtab_licensetui_doctor___demo_nargs=0
_shtab_licensetui_doctor___readonly_nargs=0
_shtab_licensetui_doctor___no_dns_nargs=0
_shtab_licensetui_doctor___accept_nargs=0
_shtab_licensetui_doctor___json_nargs=0
_shtab_licensetui_facts__h_nargs=0
_shtab_licensetui_facts___help_nargs=0
_shtab_licensetui_facts___demo_nargs=0
_shtab_licensetui_facts___readonly_nargs=0
_shtab_licensetui_facts___no_dns_nargs=0
_shtab_licensetui_facts___json_nargs=0
_shtab_licensetui_config__h_nargs=0
_shtab_licensetui_config___help_nargs=0
_shtab_licensetui_config___demo_nargs=0
_shtab_licensetui_config___readonly_nargs=0
_shtab_licensetui_config___no_dns_nargs=0
_shtab_licensetui_config___explain_nargs=0
_shtab_licensetui_config___init_nargs=0
_shtab_licensetui_config___json_nargs=0
_shtab_licensetui_keys__h_nargs=0
_shtab_licensetui_keys___help_nargs=0
_shtab_licensetui_keys___demo_nargs=0
_shtab_licensetui_keys___readonly_nargs=0
_shtab_licensetui_keys___no_dns_nargs=0
_shtab_licensetui_keys___ids_nargs=0
_shtab_licensetui_completion__h_nargs=0
_shtab_licensetui_completion___help_nargs=0
_shtab_licensetui_completion___demo_nargs=0
_shtab_licensetui_completion___readonly_nargs=0
_shtab_licensetui_completion___no_dns_nargs=0
_shtab_licensetui_help__h_nargs=0
_shtab_licensetui_help___help_nargs=0
_shtab_licensetui_help___demo_nargs=0
_shtab_licensetui_help___readonly_nargs=0
_shtab_licensetui_help___no_dns_nargs=0
_shtab_licensetui_pos_0_nargs=A...
_shtab_licensetui__h_nargs=0
_shtab_licensetui___help_nargs=0
_shtab_licensetui___demo_nargs=0
_shtab_licensetui___readonly_nargs=0
_shtab_licensetui___no_dns_nargs=0
_shtab_licensetui__V_nargs=0
_shtab_licensetui___version_nargs=0

_shtab_compgen_files() {
  compgen -f -- $1  # files
}

_shtab_compgen_dirs() {
  compgen -d -- $1  # recurse into subdirs
}

_shtab_replace_nonword() {
  echo "${1//[^[:word:]]/_}"
}

_set_parser_defaults() {
  local subparsers_var="${prefix}_subparsers[@]"
  sub_parsers=${!subparsers_var-}

  local current_option_strings_var="${prefix}_option_strings[@]"
  current_option_strings=${!current_option_strings_var}

  completed_positional_actions=0

  _set_new_action "pos_$completed_positional_actions" true
}

_set_new_action() {
  current_action="${prefix}_$(_shtab_replace_nonword $1)"

  local current_action_compgen_var=${current_action}_COMPGEN
  current_action_compgen="${!current_action_compgen_var-}"

  local current_action_choices_var="${current_action}_choices[@]"
  current_action_choices="${!current_action_choices_var-}"

  local current_action_nargs_var="${current_action}_nargs"
  if [ -n "${!current_action_nargs_var-}" ]; then
    current_action_nargs="${!current_action_nargs_var}"
  else
    current_action_nargs=1
  fi

  current_action_args_start_index=$(( $word_index + 1 - $pos_only ))

  current_action_is_positional=$2
}

_shtab_licensetui() {
  local completing_word="${COMP_WORDS[COMP_CWORD]}"
  local previous_word="${COMP_WORDS[COMP_CWORD-1]}"
  local completed_positional_actions
  local current_action
  local current_action_args_start_index
  local current_action_choices
  local current_action_compgen
  local current_action_is_positional
  local current_action_nargs
  local current_option_strings
  local sub_parsers
  COMPREPLY=()

  local prefix=_shtab_licensetui
  local word_index=0
  local pos_only=0 # "--" delimiter not encountered yet
  _set_parser_defaults
  word_index=1

  # determine what arguments are appropriate for the current state
  # of the arg parser
  while [ $word_index -ne $COMP_CWORD ]; do
    local this_word="${COMP_WORDS[$word_index]}"

    if [[ $pos_only = 1 || " $this_word " != " -- " ]]; then
      if [[ -n $sub_parsers && " ${sub_parsers[@]} " == *" $this_word "* ]]; then
        # valid subcommand: add it to the prefix & reset the current action
        prefix="${prefix}_$(_shtab_replace_nonword $this_word)"
        _set_parser_defaults
      fi

      if [[ " ${current_option_strings[@]} " == *" $this_word "* ]]; then
        # a new action should be acquired (due to recognised option string or
        # no more input expected from current action);
        # the next positional action can fill in here
        _set_new_action $this_word false
      fi

      if [[ "$current_action_nargs" != "*" ]] && \
         [[ "$current_action_nargs" != "+" ]] && \
         [[ "$current_action_nargs" != "?" ]] && \
         [[ "$current_action_nargs" != *"..." ]] && \
         (( $word_index + 1 - $current_action_args_start_index - $pos_only >= \
            $current_action_nargs )); then
        $current_action_is_positional && let "completed_positional_actions += 1"
        _set_new_action "pos_$completed_positional_actions" true
      fi
    else
      pos_only=1 # "--" delimiter encountered
    fi

    let "word_index+=1"
  done

  # Generate the completions

  COMPREPLY=()
  if [[ $pos_only = 0 && "$completing_word" == -* &&
        ( -z "$current_action_compgen" || "$current_action_is_positional" = true ) ]]; then
    # optional argument started: use option strings
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(
      compgen -W "${current_option_strings[*]}" -- "$completing_word")
  elif [[ "$previous_word" =~ ^[0-9\&]*[\<\>]\>?$ ]]; then
    # handle redirection operators
    compopt -o filenames 2>/dev/null || : # bash>=4
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$completing_word")
  else
    # use choices & compgen
    local action_compgen_word="$completing_word"
    # handle tab-completing in the middle of a line (#248 <- #116)
    [[ -n "$current_action_compgen" && "$completing_word" == -* ]] && action_compgen_word=""
    [ -n "$current_action_compgen" ] && {
      [[ "$current_action_compgen" =~ _(file|dir|glob|FILE|DIR|GLOB)|File|Dir|Glob ]] &&
        compopt -o filenames 2>/dev/null || : # bash>=4
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(
        "$current_action_compgen" "$action_compgen_word")
    }
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(
      compgen -W "${current_action_choices[*]}" -- "$completing_word")
  fi

  if [[ ${#COMPREPLY[@]} = 0 ]]; then
    # native fallback matches are not necessarily filenames (e.g. variables)
    compopt +o filenames 2>/dev/null || : # bash>=4
  fi

  return 0
}

complete -o bashdefault -F _shtab_licensetui licensetui
