"""What is known of my.atlassian.com, of Cloud billing, and of who may do what there."""

from __future__ import annotations

from licensetui.vendors.fact import Fact

EVALUATION_CONTACTS = Fact(
    "evaluation-contacts",
    "An evaluation on my.atlassian.com takes no contacts beside the one it was issued to.",
    False,
    "no portal step asks for one; said in the form, and when mails to the one are not read",
    "https://confluence.atlassian.com/jirakb/"
    "how-do-i-add-a-technical-or-billing-contact-to-my-account-432800062.html",
    "2022-11-29",
)
CLOUD_BILLING_TEAMS = Fact(
    "cloud-billing-teams",
    "A distribution list cannot be a billing admin.",
    False,
    "when a team's address is a contact of a license in Cloud billing",
    "https://support.atlassian.com/subscriptions-and-billing/docs/"
    "understand-billing-administration/",
    "undated, looked up on 2026-11-27",
)
STRANGERS = Fact(
    "strangers-promote-themselves",
    "On my.atlassian.com a contact of another domain than the primary's, or of a public one, must "
    "sign in to become primary.",
    True,
    "in the portal steps",
    "https://confluence.atlassian.com/purchasing/how-can-i-change-the-billing-and-technical-"
    "contacts-for-my-atlassian-products-432802239.html",
    "2017-09-11",
)
