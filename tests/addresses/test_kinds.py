"""Whose address it is, by the part before the @: teams, persons, robots, in 20 languages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.addresses.compounds import word_of
from licensetui.addresses.kinds import is_name, is_role, kind_of_local
from licensetui.addresses.report import AddressKind
from licensetui.addresses.words import Word, fold, lexicon, names, word_lines

TEAM, PERSON = AddressKind.TEAM, AddressKind.PERSON
TEAMS = {
    "English": "atlassian-admins it.support itsupport team-platform sre.oncall ap.invoices h.r "
    "license.management software-licensing helpdesk-emea jira-administrators service-desk-apac "
    "accountspayable it-procurement vendor-invoices sam-team cio-office all-staff dl-jira-admins",
    "French": "achats.informatique dsi-achats gestionlicences comptafournisseurs equipe-jira dsi "
    "licences.logiciels service.informatique servicecomptabilite bal-dsi marches-publics accueil "
    "administrateurs.jira supportutilisateurs facturation-fournisseurs rh poste-de-travail",
    "German": "lizenzverwaltung it-einkauf rechnungseingang rechnungs-eingang buchhaltung edv "
    "anwendungsbetreuung lizenzmanagement it-abteilung rechnungsprüfung rechnungspruefung "
    "einkaufsabteilung gruppe-jira kreditorenbuchhaltung it-vertraege softwarelizenzen",
    "Spanish": "gestion-licencias soporte.ti comprasti facturacion departamentoinformatica "
    "cuentas-por-pagar administracion equipo-jira mesadeayuda compras.tecnología facturas "
    "atencionalcliente rrhh renovacion-licencias administradores.sistemas",
    "Italian": "ufficio-acquisti ufficioacquisti assistenza fatture gestionelicenze licenze.it "
    "assistenzatecnica contabilita-fornitori sistemi-informativi amministratori.jira segreteria",
    "Portuguese": "suporte.ti faturacao gestao-licencas compras-ti contasapagar equipa-jira "
    "licenças faturas.fornecedores administradores-jira departamento.compras ouvidoria",
    "Dutch": "licentiebeheer it-inkoop facturen applicatiebeheer functioneel-beheer ict-support "
    "crediteurenadministratie systeembeheer jirabeheerders klantenservice inkoop.ict",
}
NEIGHBORS: dict[str, list[str]] = {}
for line in (Path(__file__).parent / "cases" / "teams.tsv").read_text("utf-8").splitlines():
    if not line.startswith("#"):
        NEIGHBORS.setdefault(line.partition("\t")[0], []).extend(line.partition("\t")[2].split())
PERSONS = (
    "jane.doe j.doe jdoe doe.jane bobby99 jean-pierre.martin jpmartin u123456 ab12345 x1234 "
    "p-00123 sam page price sam.smith d.page jimmy.page alan.price marine.dupont dev.patel "
    "mary.hudson l.hudson sys.skov sa.eduardo "
    "martini bergmann salesse infante hilfiger devos itani marketou chabot postma o'connor "
    "van.den.berg le.goff delacruz art.vandelay chase.banks it.martini hr.smith j.support"
)

ACCOUNTS = "adm-jdupont adm.jdupont admin-jdupont jdupont.admin jane.doe-adm adm_martin"
EITHER = (
    "alain.service faith.service will.help joy.office anne.direction-dupont jean.boutique "
    "admin-xzqv adm-nkowalczykowska jean-pierre.service jean.paul.office"
)
NO_REPLY = (
    "noreply no-reply+jira jira-noreply donotreply ne-pas-repondre nicht-antworten noresponder "
    "keine-antwort non.rispondere não-responda niet-beantwoorden no_reply2"
)
ROBOTS = (
    "mailrobot smtp-relay scan-to-mail jira-notifications sys-backup mailer-daemon jenkins "
    "jenkins-ci ci gitlab-bot bot-atlassian svc-jira svc_backup robot build-server mail-gateway"
)
UNSURE = "ciso rssi dpo ceo it-manager sales.director responsable.achats paris support.martin"


@pytest.mark.parametrize("language", TEAMS)
def test_a_team_is_told_by_its_words_in_seven_languages(language: str) -> None:
    missed = [local for local in TEAMS[language].split() if kind_of_local(local) is not TEAM]
    assert not missed


@pytest.mark.parametrize("language", NEIGHBORS)
def test_a_team_is_told_in_the_languages_of_its_neighbors(language: str) -> None:
    locals = NEIGHBORS[language]
    missed = [local for local in locals if kind_of_local(local) is not TEAM]
    assert len(missed) <= 0.07 * len(locals), missed


@pytest.mark.parametrize("local", ACCOUNTS.split())
def test_an_account_to_administer_with_is_one_person_s(local: str) -> None:
    assert kind_of_local(local) is PERSON


@pytest.mark.parametrize(
    "local", ["admin-jira", "jira.admin", "adm-atlassian", "it-admin", "admin", "admins"]
)
def test_an_administrator_s_role_is_a_team_s(local: str) -> None:
    assert kind_of_local(local) is TEAM


@pytest.mark.parametrize("local", EITHER.split())
def test_a_name_before_a_role_may_be_either(local: str) -> None:
    assert kind_of_local(local) is AddressKind.UNSURE


@pytest.mark.parametrize("local", ["service-alain", "team-anna", "equipe-martin", "alain-team"])
def test_a_role_before_a_name_is_a_team_s(local: str) -> None:
    assert kind_of_local(local) is TEAM


def test_a_person_is_no_team_even_if_the_name_looks_like_a_role() -> None:
    wrong = {local: kind for local in PERSONS.split() if (kind := kind_of_local(local)) != PERSON}
    assert not wrong


@pytest.mark.parametrize(
    "local",
    NO_REPLY.split(),
)
def test_an_address_that_takes_no_answer_says_so_in_seven_languages(local: str) -> None:
    assert kind_of_local(local) is AddressKind.NO_REPLY


@pytest.mark.parametrize(
    "local",
    ROBOTS.split(),
)
def test_a_robot_is_told_by_whole_words(local: str) -> None:
    assert kind_of_local(local) is AddressKind.ROBOT


@pytest.mark.parametrize(
    ("local", "kind"),
    [
        ("chabot", AddressKind.PERSON),
        ("katie.jenkins", AddressKind.PERSON),
        ("jenkins-admins", AddressKind.TEAM),
        ("import-export", AddressKind.TEAM),
        ("srv", AddressKind.PERSON),  # initials, where no machine is named beside them
    ],
)
def test_a_robot_s_word_in_a_name_or_beside_a_role_makes_no_robot(
    local: str, kind: AddressKind
) -> None:
    assert kind_of_local(local) is kind


@pytest.mark.parametrize(
    "local",
    UNSURE.split(),
)
def test_what_one_person_or_many_may_read_is_unsure(local: str) -> None:
    assert kind_of_local(local) is AddressKind.UNSURE


@pytest.mark.parametrize("local", ["support", "it-support", "achats", "jane.doe", "noreply", "ci"])
@pytest.mark.parametrize("form", ["{}2", "{}-01", "{}+licenses", "-{}-", '"{}"'])
def test_digits_tags_case_and_quotes_change_nothing(local: str, form: str) -> None:
    assert kind_of_local(form.format(local).upper()) is kind_of_local(local)


@given(st.text(max_size=80), st.text(alphabet="abz019.+_-", max_size=12))
def test_any_text_has_a_kind_whatever_its_case_or_tag(text: str, tag: str) -> None:
    kind = kind_of_local(text)
    assert kind_of_local(fold(text)) is kind or len(fold(text)) > 60
    if len(text) + len(tag) < 60 and text.strip("+"):
        assert kind_of_local(f"{text}+{tag}") is kind


@pytest.mark.parametrize("text", ["a", "-", "e\u0301", "\u0301", "support", "itit", "0", "\ufdfa"])
def test_ten_thousand_characters_are_judged_at_once(text: str) -> None:
    start = time.process_time()
    kind_of_local(text * 10_000)
    assert time.process_time() - start < 0.1


def test_hardly_a_known_name_makes_a_team_however_it_is_written() -> None:
    first, last = (_sample(kind) for kind in ("first", "last"))
    forms = [form for a, b in zip(first, last, strict=False) for form in _forms(a, b)]
    wrong = [form for form in forms if kind_of_local(form) is TEAM]
    assert len(forms) > 4_000
    assert len(wrong) <= len(forms) * 0.002, wrong


def test_no_word_stands_in_two_classes_or_is_a_name_too() -> None:
    found: dict[str, str] = {}
    for kind, words in word_lines("roles.txt"):
        for word in fold(words.replace("-", "")).split():
            if kind != "ending":
                assert found.setdefault(word, kind) == kind, word
    assert names().isdisjoint(lexicon())


def test_a_slip_in_a_role_is_neither_a_role_nor_a_name() -> None:
    assert is_role("atlassian")
    assert is_role("Lizenzverwaltung")
    assert is_role("itsupport")
    assert is_name("Zoé")
    for slip in ("atlasian", "atlassiann", "suport", "lizenzverwaltug"):
        assert not is_role(slip)
        assert not is_name(slip)


def test_a_surname_does_not_fall_apart_into_roles() -> None:
    for name in ("postma", "marchese", "careccia", "manzione", "brandsma", "teamer"):
        assert word_of(name) in (Word.NAME, Word.UNKNOWN), name


def _sample(wanted: str) -> list[str]:
    """Return every 20th name of a kind of the list."""
    found = [line.split("\t") for line in _name_lines()]
    return [name for _, kind, line in found if kind == wanted for name in line.split()][::20]


def _name_lines() -> Iterator[str]:
    from importlib import resources

    text = resources.files("licensetui.addresses").joinpath("data/names.txt").read_text("utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))


def _forms(first: str, last: str) -> Iterator[str]:
    """Yield the ways in which firms write a person's address."""
    yield from (first, last, f"{first}{last}", f"{first[0]}{last}", f"{last}{first[0]}")
    for sign in "._-":
        yield from (f"{first}{sign}{last}", f"{last}{sign}{first}", f"{first[0]}{sign}{last}")
    yield from (f"{first}.{last}22", f"{first}{last[0]}", f"{first[:2]}{last}")
