"""Facts about the lists that vendors and inventories export: their columns, and what each holds.

A column is named as it is there; upper and lower case, spaces and signs do not matter. What it
holds is the key of a field of an import; `-` is said of what no license has.
"""

from __future__ import annotations

from collections.abc import Mapping

from licensetui.domain.dataclass import dataclass
from licensetui.vendors.fact import Fact, Sureness

_NO_PAGE = "no public page was found"
_LOOKED_UP = "looked up on 2026-11-27"
_NOT = "-"


@dataclass(frozen=True)
class ListForm:
    """The form of an exported list."""

    name: str
    """What exports it: `Snipe-IT list`."""
    known_by: tuple[str, ...]
    """Columns that are all there in such a list, and hardly in another."""
    columns: Mapping[str, str]
    """What each column holds."""
    vendor: str = ""
    """Whose licenses they are, if of one vendor."""
    numbers: tuple[str, ...] = ()
    """Columns of numbers that look like license keys."""
    is_portal: bool = False
    """Whether it says what the vendor's portal holds, and not what people wish."""


def _not(*columns: str) -> dict[str, str]:
    return dict.fromkeys(columns, _NOT)


MARKETPLACE = Fact(
    "list-marketplace",
    "Atlassian's Marketplace exports licenses with addonName, licenseId, maintenanceEndDate and "
    "the addresses of technical and billing contacts.",
    ListForm(
        "Marketplace",
        ("addonName", "licenseId"),
        {
            "addonName": "name",
            "licenseType": "type",
            "hosting": "hosting",
            "licenseId": "sen",
            "appEntitlementNumber": "entitlement",
            "company": "organization",
            "cloudSiteHostname": "site",
            "tier": "seats",
            "partnerName": "partner",
            "maintenanceStartDate": "start",
            "maintenanceEndDate": "end",
            "technicalContactName": "technical",
            "technicalContactEmail": "technical-address",
            "technicalContactPhone": "technical-phone",
            "billingContactName": "billing",
            "billingContactEmail": "billing-address",
            "billingContactPhone": "billing-phone",
            "lastUpdated": "looked-on",
            **_not("partnerContactName", "partnerContactEmail"),
        },
        "Atlassian",
        is_portal=True,
    ),
    "how the columns of such a list are read",
    "public programs that read it; the export is described at "
    "https://developer.atlassian.com/platform/marketplace/rest/v4/api-group-reporting/",
    f"undated, {_LOOKED_UP}",
    Sureness.REPORTED,
)
SNIPE_IT_IMPORT = Fact(
    "list-snipe-it-import",
    "Snipe-IT's import of licenses has the license under Item name; Name, Email and Username are "
    "of the person who uses a seat.",
    ListForm(
        "Snipe-IT import",
        ("Item name", "Username", "Licensed to Email"),
        {
            "Item name": "name",
            "Serial number": "sen",
            "Manufacturer": "vendor",
            "Purchase date": "start",
            "Purchase cost": "cost",
            "Purchase order": "purchase-order",
            "Order number": "order-number",
            "Licensed to Name": "technical",
            "Licensed to Email": "technical-address",
            "Expiration date": "end",
            "Seats": "seats",
            "Company": "organization",
            "Supplier": "partner",
            "Notes": "notes",
            **_not("Name", "Email", "Username", "Maintained", "Reassignable", "Category"),
            **_not("Termination date"),
        },
    ),
    "how the columns of such a list are read",
    "https://github.com/snipe/snipe-it/blob/master/app/Importer/import_mappings.md",
    f"undated, {_LOOKED_UP}",
)
SNIPE_IT_LIST = Fact(
    "list-snipe-it",
    "Snipe-IT's list of licenses has the license key under Product Key, the number of seats under "
    "Total, and the free ones under Avail.",
    ListForm(
        "Snipe-IT list",
        ("Product Key", "Total", "Avail"),
        {
            "Name": "name",
            "Product Key": "key",
            "Company": "organization",
            "Expiration Date": "end",
            "Licensed to Email": "technical-address",
            "Licensed to Name": "technical",
            "Supplier": "partner",
            "Manufacturer": "vendor",
            "Total": "seats",
            "Avail": "free-seats",
            "Checked Out": "seats-in-use",
            "Purchase Date": "start",
            "Purchase Cost": "cost",
            "Purchase Order Number": "purchase-order",
            "Order Number": "order-number",
            "Notes": "notes",
            **_not("ID", "Category", "Min. QTY", "% Remaining", "Maintained", "Reassignable"),
            **_not("Termination Date", "Depreciation", "Created At", "Created By", "Updated At"),
        },
    ),
    "how the columns of such a list are read",
    "https://github.com/snipe/snipe-it: app/Presenters/LicensePresenter.php, resources/lang/en",
    f"undated, {_LOOKED_UP}",
)
WALLOS = Fact(
    "list-wallos",
    "Wallos exports subscriptions with the day of the next payment under Next Payment, and whether "
    "it auto-renews, Automatic or Manual, under Renewal.",
    ListForm(
        "Wallos",
        ("Next Payment", "Payment Method", "Paid By", "Notifications"),
        {
            "Name": "name",
            "Payment Cycle": "billing-cycle",
            "Next Payment": "end",
            "Renewal": "auto-renew",
            "Price": "cost",
            "Notes": "notes",
            **_not("Category", "Payment Method", "Paid By", "URL", "State", "Notifications"),
            **_not("Cancellation Date", "Active"),
        },
    ),
    "how the columns of such a list are read",
    "https://github.com/ellite/Wallos/blob/main/endpoints/subscriptions/export.php; Renewal and "
    "Payment Cycle from public programs that read it",
    f"undated, {_LOOKED_UP}",
    Sureness.REPORTED,
)
GLPI = Fact(
    "list-glpi",
    "GLPI's list of licenses has the number of seats under Number, and the end under Expiration.",
    ListForm(
        "GLPI",
        ("Software", "Number", "Expiration", "Entity"),
        {
            "Name": "name",
            "Software": "product",
            "Software - Publisher": "vendor",
            "Publisher": "vendor",
            "Serial number": "sen",
            "Number": "seats",
            "Number of installations": "seats-in-use",
            "Type": "type",
            "Expiration": "end",
            "Technician in charge of the license": "owner",
            "Entity": "organization",
            "Comments": "notes",
            **_not("ID", "Location", "Purchase version", "Version in use", "Valid", "Father"),
            **_not("Allow Over-Quota", "Creation date", "Last update", "Status", "User", "Group"),
            **_not("Group in charge of the license", "Child entities", "Inventory number"),
            **_not("Affected items"),
        },
    ),
    "how the columns of such a list are read",
    "https://github.com/glpi-project/glpi/blob/main/src/SoftwareLicense.php",
    f"undated, {_LOOKED_UP}",
)
GLPI_IN_FRENCH = Fact(
    "list-glpi-in-french",
    "In French GLPI's list has the number of seats under Nombre, and the software under Logiciel.",
    ListForm(
        "GLPI in French",
        ("Logiciel", "Nombre", "Expiration", "Entité"),
        {
            "Nom": "name",
            "Logiciel": "product",
            "Éditeur": "vendor",
            "Numéro de série": "sen",
            "Nombre": "seats",
            "Nombre d'installations": "seats-in-use",
            "Type": "type",
            "Expiration": "end",
            "Technicien en charge de la licence": "owner",
            "Entité": "organization",
            "Commentaires": "notes",
            **_not("ID", "Lieu", "Version d'achat", "Version utilisée", "Valide", "Statut"),
        },
    ),
    "how the columns of such a list are read: check them",
    _NO_PAGE,
    "remembered, 2026-11-27",
    Sureness.UNCONFIRMED,
)
MICROSOFT_365 = Fact(
    "list-microsoft-365",
    "Microsoft 365 exports licenses as Product Title, Total Licenses, Expired Licenses and "
    "Assigned Licenses, without the day of the renewal.",
    ListForm(
        "Microsoft 365",
        ("Product Title", "Total Licenses", "Assigned Licenses"),
        {
            "Product Title": "name",
            "Total Licenses": "seats",
            "Assigned Licenses": "seats-in-use",
            **_not("Expired Licenses", "Status Message"),
        },
        "Microsoft",
    ),
    "how the columns of such a list are read: check them",
    _NO_PAGE,
    "in public test data, and remembered, 2026-11-27",
    Sureness.UNCONFIRMED,
)
MICROSOFT_ENTRA = Fact(
    "list-microsoft-entra",
    "Microsoft's subscriptions of an organization, as Get-EntraSubscription lists them, have "
    "skuPartNumber, totalLicenses, and the day of their next state as nextLifecycleDateTime.",
    ListForm(
        "Microsoft Entra",
        ("skuPartNumber", "totalLicenses", "nextLifecycleDateTime"),
        {
            "skuPartNumber": "name",
            "totalLicenses": "seats",
            "nextLifecycleDateTime": "end",
            "commerceSubscriptionId": "subscription",
            "ownerTenantId": "tenant",
            **_not("id", "skuId", "ownerId", "ownerType", "createdDateTime", "isTrial", "status"),
            **_not("serviceStatus"),
        },
        "Microsoft",
    ),
    "how the columns of such a list are read",
    "https://learn.microsoft.com/en-us/powershell/module/"
    "microsoft.entra.directorymanagement/get-entrasubscription",
    f"undated, {_LOOKED_UP}",
)
JETBRAINS = Fact(
    "list-jetbrains",
    "JetBrains Account lists licenses, one for each seat, with licenseId, product, the person who "
    "uses it as assignee, and the last day as validUntilDate.",
    ListForm(
        "JetBrains",
        ("licenseId", "product.name", "subscription.validUntilDate"),
        {
            "licenseId": "sen",
            "product.name": "name",
            "subscription.validUntilDate": "end",
            "subscription.isAutomaticallyRenewed": "auto-renew",
            "subscription.subscriptionPackRef": "subscription",
            **_not("product.code", "subscription.isOutdated", "assignee.name", "assignee.email"),
            **_not("assignee.type", "team.id", "team.name", "isTransferableBetweenTeams"),
            **_not("isTrial", "isSuspended", "isAvailableToAssign"),
        },
        "JetBrains",
    ),
    "how the columns of such a list are read: check them",
    "answers of its interface in public programs that ask it (account.jetbrains.com/api-doc)",
    f"undated, {_LOOKED_UP}",
    Sureness.REPORTED,
)
GOOGLE_WORKSPACE = Fact(
    "list-google-workspace",
    "Google's interface for resellers lists subscriptions with skuName, the paid seats as "
    "seats.numberOfSeats, those in use as seats.licensedNumberOfSeats, and the end of an annual "
    "plan as plan.commitmentInterval.endTime.",
    ListForm(
        "Google Workspace",
        ("skuName", "subscriptionId", "seats.numberOfSeats"),
        {
            "skuName": "name",
            "subscriptionId": "subscription",
            "customerId": "customer-id",
            "customerDomain": "site",
            "seats.numberOfSeats": "seats",
            "seats.licensedNumberOfSeats": "seats-in-use",
            "plan.commitmentInterval.startTime": "start",
            "plan.commitmentInterval.endTime": "end",
            "purchaseOrderId": "purchase-order",
            **_not("skuId", "kind", "creationTime", "status", "resourceUiUrl", "billingMethod"),
            **_not("plan.planName", "plan.isCommitmentPlan", "seats.maximumNumberOfSeats"),
            **_not("seats.kind", "renewalSettings.kind", "renewalSettings.renewalType"),
            **_not("trialSettings.isInTrial", "trialSettings.trialEndTime", "dealCode"),
        },
        "Google",
    ),
    "how the columns of such a list are read",
    "https://developers.google.com/workspace/admin/reseller/reference/rest/v1/subscriptions",
    f"undated, {_LOOKED_UP}",
)
ADOBE = Fact(
    "list-adobe",
    "Adobe's VIP Marketplace lists subscriptions with offerId, the seats as currentQuantity, those "
    "in use as usedQuantity, and the day of the renewal as renewalDate.",
    ListForm(
        "Adobe VIP Marketplace",
        ("subscriptionId", "offerId", "currentQuantity"),
        {
            "offerId": "name",
            "subscriptionId": "subscription",
            "currentQuantity": "seats",
            "usedQuantity": "seats-in-use",
            "autoRenewal.enabled": "auto-renew",
            "renewalDate": "end",
            "currencyCode": "currency",
            **_not("autoRenewal.renewalQuantity", "autoRenewal.renewalCode", "creationDate"),
            **_not("status"),
        },
        "Adobe",
        ("subscriptionId",),
    ),
    "how the columns of such a list are read",
    "https://developer.adobe.com/vipmp/docs/subscription-management/get-details-for-customers",
    f"undated, {_LOOKED_UP}",
)
