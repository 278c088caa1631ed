"""Facts about my.atlassian.com, Cloud billing, and who may do what there."""

from __future__ import annotations

from licensetui.domain.contact import ContactKind
from licensetui.domain.portals import Role
from licensetui.vendors.fact import Fact, Sureness

_BILLING = "https://support.atlassian.com/subscriptions-and-billing/docs/"
_LOOKED_UP = "undated, looked up on 2026-11-27"
EVALUATION_CONTACTS = Fact(
    "evaluation-contacts",
    "An evaluation on my.atlassian.com accepts no contacts other than the one it was issued to.",
    False,
    "no portal step asks for one; in the form, and when that contact does not read emails",
    "https://confluence.atlassian.com/jirakb/"
    "how-do-i-add-a-technical-or-billing-contact-to-my-account-432800062.html",
    "2022-11-29",
)
CLOUD_BILLING_TEAMS = Fact(
    "cloud-billing-teams",
    "A distribution list cannot be a billing admin.",
    False,
    "when a team's address is assigned to a license in Cloud billing: by t, in findings, in forms",
    f"{_BILLING}understand-billing-administration",
    _LOOKED_UP,
)
STRANGERS = Fact(
    "strangers-promote-themselves",
    "On my.atlassian.com a contact whose domain is public, or differs from the primary's, must "
    "sign in to become primary.",
    True,
    "in the portal steps",
    "https://confluence.atlassian.com/purchasing/how-can-i-change-the-billing-and-technical-"
    "contacts-for-my-atlassian-products-432802239.html",
    "2017-09-11",
)
TEAM_ADVISED = Fact(
    "team-advised",
    "Where a license has many technical contacts, Atlassian recommends one address of your own "
    "for all of them.",
    ContactKind.TEAM,
    "on my.atlassian.com: a person who is the only reader",
    EVALUATION_CONTACTS.source,
    "2022-11-29",
)
WHO_PROMOTES = Fact(
    "who-promotes",
    "On my.atlassian.com a primary contact promotes others; a secondary one promotes only itself, "
    "and cannot remove a primary.",
    True,
    "in the portal steps: who makes somebody primary",
    "https://confluence.atlassian.com/purchasing/adding-a-contact-to-existing-licenses-611813089"
    ".html; that a primary promotes others: how-can-i-change-the-billing-and-technical-contacts",
    "2017-02-22",
)
TEAM_SIGN_IN = Fact(
    "team-sign-in",
    'Without a password, "Can\'t log in?" sends an email that sets one: at a team address, its '
    "members read it.",
    True,
    "who can sign in; in the guides of portal steps",
    "https://support.atlassian.com/atlassian-account/docs/log-in-to-your-atlassian-account/; for "
    "contacts of a license: how-can-i-change-the-billing-and-technical-contacts (step 4b)",
    "undated, looked up on 2026-11-28",
)
SINGLE_SIGN_ON = Fact(
    "single-sign-on",
    "Where single sign-on is enforced for an address, its own password may open nothing: a shared "
    "mailbox then needs an account at the identity provider, or a policy without it.",
    "single sign-on may forbid it",
    "in the guides of portal steps that are done as a team",
    "https://jira.atlassian.com/browse/ACCESS-1836 (who is locked out, and the way around)",
    _LOOKED_UP,
    Sureness.REPORTED,
)
CLOUD_BILLING_ADMINS = Fact(
    "cloud-billing-admins",
    "Only a billing admin adds and removes billing admins and business contacts.",
    Role.BILLING_ADMIN,
    "who does a portal step in Cloud billing; t assigns a billing admin there",
    f"{_BILLING}understand-billing-administration; {_BILLING}billing-permissions-by-role",
    _LOOKED_UP,
)
CLOUD_ADMINS = Fact(
    "cloud-organization-admins",
    "Organization and site admins see who is billing admin and change plans, but add no billing "
    "admin; they are made elsewhere than in billing.",
    (Role.ORGANIZATION_ADMIN, Role.SITE_ADMIN),
    "they do no portal steps, and none are created for them",
    f"{_BILLING}billing-permissions-by-role",
    _LOOKED_UP,
)
CLOUD_BILLING_FORMER = Fact(
    "cloud-billing-former",
    "All former technical and billing contacts became billing admins, with equal rights, when "
    "Atlassian moved its customers to the current Cloud billing.",
    (Role.TECHNICAL, Role.BILLING),
    "when somebody is assigned there in one of these roles",
    f"{_BILLING}prepare-your-contacts-ahead-of-billing-migration/",
    _LOOKED_UP,
)
TWO_BILLING_ADMINS = Fact(
    "two-billing-admins",
    "Atlassian recommends at least two billing admins: if the only one is locked out, nobody can "
    "restore access.",
    2,
    "t adds a billing admin to the others; in the guides",
    f"{_BILLING}understand-billing-administration",
    _LOOKED_UP,
)
PARTNER_MANAGED = Fact(
    "partner-managed-subscriptions",
    "Customer contacts of a partner see and cancel their subscriptions at "
    "admin.atlassian.com/partner-managed-subscriptions; the partner assigns them.",
    "admin.atlassian.com/partner-managed-subscriptions",
    "in the guide to portal steps that a partner does",
    f"{_BILLING}understand-the-new-partner-managed-subscriptions-portal",
    _LOOKED_UP,
)
