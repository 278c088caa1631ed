"""The column headers that are known for each field, the best first.

Sources: Atlassian's Marketplace license export, Snipe-IT's license export, and what people call
the columns of their own lists in English, French, German and Spanish.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from licensetui.exchange.amounts import header_currency
from licensetui.exchange.cells import folded


class Field(Enum):
    """What a column can hold. The value is what to call it on screen."""

    NAME = "name"
    PRODUCT = "product"
    VENDOR = "vendor"
    SEN = "SEN"
    KEY = "license key"
    ENTITLEMENT = "entitlement number"
    ORGANIZATION = "organization"
    SITE = "site"
    SERVER_ID = "server id"
    HOSTING = "hosting"
    TYPE = "type"
    SEATS_IN_USE = "seats in use"
    SEATS = "seats"
    PARTNER = "partner"
    START = "start"
    END = "end"
    COST = "cost"
    CURRENCY = "currency"
    NOTICE_DAYS = "notice days"
    AUTO_RENEW = "auto-renew"
    PURCHASE_ORDER = "purchase order"
    ORDER_NUMBER = "order number"
    TECHNICAL_ADDRESS = "technical contact's address"
    TECHNICAL = "technical contact"
    TECHNICAL_PHONE = "technical contact's phone"
    SECOND_TECHNICAL = "secondary technical contact"
    BILLING_ADDRESS = "billing contact's address"
    BILLING = "billing contact"
    BILLING_PHONE = "billing contact's phone"
    LOOKED_ON = "day of the look"
    NOTES = "notes"
    SUBSCRIPTION = "subscription"
    TENANT = "tenant"
    CUSTOMER_ID = "customer id"


KNOWN: dict[Field, str] = {
    Field.NAME: """Item name|Addon name|App name|License name|Licence name|Nom de la licence
        |Lizenzname|Name|Nom|Bezeichnung|Product name|Nom du produit|Produktname|Product
        |Produit|Produkt|Producto|Software|Logiciel|Application|App|License|Licence|Lizenz
        |Licencia|Subscription|Abonnement|Nombre""",
    Field.PRODUCT: """Product|Product name|Produit|Nom du produit|Produkt|Produktname|Producto
        |Software|Logiciel""",
    Field.VENDOR: """Vendor|Vendor name|Manufacturer|Publisher|Éditeur|Fabricant|Hersteller
        |Anbieter|Editor|Fabricante""",
    Field.SEN: """SEN|N° SEN|No SEN|Numéro SEN|SEN number|SEN-Nummer|Número SEN
        |Support entitlement number|License Id|Serial number|Serial|Numéro de série|Seriennummer
        |Número de serie|License number|Numéro de licence|Lizenznummer|Número de licencia""",
    Field.KEY: """License key|Licence key|License keys|Product key|Activation key|Activation code
        |Serial key|CD key|Key|Keys|Clé de licence|Clé de produit|Clé d'activation|Clé
        |Lizenzschlüssel|Produktschlüssel|Aktivierungsschlüssel|Schlüssel|Clave de licencia
        |Clave de producto|Clave de activación|Clave""",
    Field.ENTITLEMENT: """App entitlement number|Entitlement number|Entitlement|Cloud entitlement
        |Numéro d'entitlement|Entitlement-Nummer""",
    Field.ORGANIZATION: """Company|Organization|Organisation|Organization name|Company name|Société
        |Entreprise|Client|Customer|Firma|Unternehmen|Kunde|Empresa|Organización|Cliente""",
    Field.SITE: """Cloud site hostname|Site|Site URL|Site name|Instance|Host name|URL|Instanz
        |Sitio""",
    Field.SERVER_ID: "Server ID|ID serveur|ID du serveur|Server-ID|ID de servidor",
    Field.HOSTING: "Hosting|Hosting type|Deployment|Hébergement|Déploiement|Alojamiento",
    Field.TYPE: """License type|Licence type|Type de licence|Lizenztyp|Lizenzart|Tipo de licencia
        |Type|Typ|Tipo""",
    Field.SEATS_IN_USE: """Seats in use|Seats used|Used seats|Users in use|Utilisateurs actifs
        |Sièges utilisés|Postes utilisés|Belegte Plätze|Genutzt|En uso""",
    Field.SEATS: """Seats|Tier|User tier|Number of users|Maximum number of users|Users|User count
        |Nb utilisateurs|Nombre d'utilisateurs|Utilisateurs|Nb postes|Postes|Sièges|Benutzer
        |Anzahl Benutzer|Benutzeranzahl|Nutzer|Plätze|Usuarios|Número de usuarios|Quantity
        |Quantité|Anzahl|Menge|Cantidad""",
    Field.PARTNER: """Partner name|Partner|Supplier|Reseller|Solution partner|Partenaire|Revendeur
        |Fournisseur|Lieferant|Händler|Proveedor|Revendedor""",
    Field.START: """Maintenance start date|Start date|Start|Term start|Purchase date|Begin|Début
        |Date de début|Date d'achat|Beginn|Startdatum|Kaufdatum|Laufzeitbeginn|Gültig ab|Inicio
        |Fecha de inicio|Fecha de compra""",
    Field.END: """Maintenance end date|End date|End|Term end|Expiration date|Expiry date|Expiration
        |Expiry|Expires|Expires on|Valid until|Renewal date|Renewal|Échéance|Date d'échéance|Fin
        |Date de fin|Date d'expiration|Date de renouvellement|Ende|Enddatum|Ablaufdatum|Ablauf
        |Laufzeitende|Gültig bis|Vencimiento|Fecha de vencimiento|Fecha de fin|Caducidad""",
    Field.COST: """Purchase cost|Annual cost|Yearly cost|Cost|Price|Amount|Total|Coût annuel|Coût
        |Prix|Montant|Jahreskosten|Kosten|Preis|Betrag|Coste anual|Coste|Precio|Importe""",
    Field.CURRENCY: "Currency|Devise|Monnaie|Währung|Moneda|Divisa",
    Field.NOTICE_DAYS: """Notice|Notice days|Notice period|Préavis|Délai de préavis
        |Kündigungsfrist|Preaviso""",
    Field.AUTO_RENEW: """Auto renew|Auto renewal|Automatic renewal|Tacite reconduction
        |Renouvellement automatique|Automatische Verlängerung|Renovación automática""",
    Field.PURCHASE_ORDER: """Purchase order|Purchase order number|PO|PO number|Bon de commande
        |Orden de compra""",
    Field.ORDER_NUMBER: """Order number|Order|Numéro de commande|N° commande|Commande|Bestellnummer
        |Bestellung|Número de pedido|Pedido""",
    Field.TECHNICAL_ADDRESS: """Technical contact email|Technical contact address
        |Technical contact e-mail address|Technical email|Licensed to email|Courriel contact
        |Courriel contact technique|Courriel technique|Courriel du contact|E-mail contact
        |E-mail contact technique|Technischer Kontakt E-Mail|Kontakt E-Mail|Correo de contacto
        |Correo contacto técnico|Contact email|Email|E-mail|Mail|Courriel|Correo
        |Correo electrónico|Email address|Adresse e-mail""",
    Field.TECHNICAL: """Technical contact name|Technical contact|Primary technical contact
        |Licensed to name|Contact technique|Nom du contact technique|Technischer Kontakt
        |Technischer Ansprechpartner|Contacto técnico|Contact name|Contact|Nom du contact|Kontakt
        |Ansprechpartner|Contacto|Owner|Responsable""",
    Field.TECHNICAL_PHONE: "Technical contact phone|Téléphone contact technique",
    Field.SECOND_TECHNICAL: """Secondary technical contact|Secondary technical contact email
        |Technical contact 2|Second technical contact|Contact technique secondaire
        |Contact technique 2|Zweiter technischer Kontakt|Contacto técnico secundario""",
    Field.BILLING_ADDRESS: """Billing contact email|Billing contact address|Billing email
        |Courriel contact facturation|Courriel facturation|E-mail facturation
        |Rechnungskontakt E-Mail|Correo de facturación""",
    Field.BILLING: """Billing contact name|Billing contact|Contact facturation
        |Contact de facturation|Rechnungskontakt|Contacto de facturación""",
    Field.BILLING_PHONE: "Billing contact phone|Téléphone contact facturation",
    Field.LOOKED_ON: "Last updated|Looked on",
    Field.NOTES: """Notes|Note|Remarques|Remarque|Commentaires|Commentaire|Comments|Comment
        |Remarks|Bemerkungen|Bemerkung|Anmerkungen|Notizen|Notas|Observaciones|Comentarios""",
    Field.SUBSCRIPTION: """Subscription ID|Subscription number|Subscription|Numéro d'abonnement
        |Abonnement|Abonnementnummer|Número de suscripción|Suscripción""",
    Field.TENANT: "Tenant ID|Tenant|ID du tenant|Tenant-ID|Mandant|ID de tenant",
    Field.CUSTOMER_ID: """Customer ID|Customer number|Customer no|Client ID|Numéro client
        |Numéro de client|Kundennummer|Kunden-Nr|Número de cliente""",
}
"""The fields in the order in which they take their columns; a column serves one field."""
SEAT_USER = ("username", "name", "email")
"""Folded headers that, all together, are of the person who uses a seat (Snipe-IT), not of the
license: then `name` and `email` mean nothing here."""
MARKETPLACE = ("addonname", "licenseid")
"""Folded headers by which a Marketplace license export is known: what Atlassian's portal holds."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@cache
def known_headers(field: Field) -> tuple[str, ...]:
    """Return the headers known for a field, folded, the best first."""
    return tuple(dict.fromkeys(folded(header) for header in KNOWN[field].split("|")))


def header_forms(header: str) -> tuple[str, ...]:
    """Return a header folded: whole, without what stands in brackets, without a currency."""
    bare = _BRACKETS.sub(" ", header)
    code = header_currency(bare)
    without = re.sub(rf"\b(?:in |en )?{code}\b", " ", bare) if code else bare
    return tuple(dict.fromkeys(folded(form) for form in (header, bare, without) if folded(form)))
