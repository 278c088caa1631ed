"""The fields that an import reads: one row each, from the headers of its column to the record.

A field that comes from files is one row here; `rows` reads those by itself of which the target
is a field of a record, and puts together what several columns say.

Sources of the headers: Atlassian's Marketplace license export, Snipe-IT's license export, and what
people call the columns of their own lists in English, French, German and Spanish.
"""

from __future__ import annotations

from enum import Enum

from licensetui.domain.purposes import OF_FIELD, Holds
from licensetui.imports.choices import read_hosting, read_type, read_yes
from licensetui.imports.counts import read_count, read_lead, read_seats
from licensetui.imports.identifiers import read_entitlement, read_sen
from licensetui.imports.notation import Reader, alone, amount, day, end, lines, notice, text
from licensetui.reading.amounts import read_currency
from licensetui.reading.prices import read_cycle


class ImportField(Enum):
    """A field that a column can hold, in the order in which changes are told.

    The headers are in the order of preference, over all languages: a German list has both `Name`
    and `Lizenzname`. A column serves one field.
    """

    # It is laid out as a table.
    # fmt: off
    NAME = ("name", "license.name", text, """
        Item name|Addon name|App name|License name|Licence name|Nom de la licence|Lizenzname|Name
        |Nom|Bezeichnung|Product name|Nom du produit|Produktname|Product|Produit|Produkt|Producto
        |Software|Logiciel|Application|App|License|Licence|Lizenz|Licencia|Subscription|Abonnement
        |Nombre""")
    VENDOR = ("vendor", "license.vendor", text, """
        Vendor|Vendor name|Manufacturer|Publisher|Éditeur|Fabricant|Hersteller|Anbieter|Editor
        |Fabricante""")
    PRODUCT = ("product", "license.product", text, """
        Product|Product name|Produit|Nom du produit|Produkt|Produktname|Producto|Software
        |Logiciel""")
    HOSTING = ("hosting", "license.hosting", alone(read_hosting), """
        Hosting|Hosting type|Deployment|Hébergement|Déploiement|Alojamiento""")
    TYPE = ("type", "license.type", alone(read_type), """
        License type|Licence type|Type de licence|Lizenztyp|Lizenzart|Tipo de licencia|Type|Typ
        |Tipo""")
    SEN = ("SEN", "license.sen", alone(read_sen), """
        SEN|N° SEN|No SEN|Numéro SEN|SEN number|SEN-Nummer|Número SEN|Support entitlement number
        |License Id|Serial number|Serial|Numéro de série|Seriennummer|Número de serie|License number
        |Numéro de licence|Lizenznummer|Número de licencia""")
    KEY = ("license key", "license.key", text, """
        License key|Licence key|License keys|Product key|Activation key|Activation code|Serial key
        |CD key|Key|Keys|Clé de licence|Clé de produit|Clé d'activation|Clé|Lizenzschlüssel
        |Produktschlüssel|Aktivierungsschlüssel|Schlüssel|Clave de licencia|Clave de producto
        |Clave de activación|Clave""")
    ENTITLEMENT = ("entitlement number", "license.entitlement", alone(read_entitlement), """
        App entitlement number|Entitlement number|Entitlement|Cloud entitlement|Numéro d'entitlement
        |Entitlement-Nummer""")
    ORGANIZATION = ("organization", "license.organization", text, """
        Company|Organization|Organisation|Organization name|Company name|Société|Entreprise|Client
        |Customer|Firma|Unternehmen|Kunde|Empresa|Organización|Cliente""")
    SITE = ("site", "license.site", text, """
        Cloud site hostname|Site|Site URL|Site name|Instance|Host name|URL|Instanz|Sitio""")
    SERVER_ID = ("server id", "license.server_id", text, """
        Server ID|ID serveur|ID du serveur|Server-ID|ID de servidor""")
    SEATS = ("seats", ("license.seats", "license.unit"), alone(read_seats), """
        Seats|Tier|User tier|Number of users|Maximum number of users|Users|User count
        |Nb utilisateurs|Nombre d'utilisateurs|Utilisateurs|Nb postes|Postes|Sièges|Benutzer
        |Anzahl Benutzer|Benutzeranzahl|Nutzer|Plätze|Usuarios|Número de usuarios|Quantity|Quantité
        |Anzahl|Menge|Cantidad""")
    SEATS_IN_USE = ("seats in use", "license.seats_in_use", alone(read_count), """
        Seats in use|Seats used|Used seats|Users in use|Utilisateurs actifs|Sièges utilisés
        |Postes utilisés|Belegte Plätze|Genutzt|En uso""")
    FREE_SEATS = ("free seats", "license.seats_in_use", alone(read_count), """
        Free seats|Seats free|Seats available|Available seats|Seats left|Seats remaining
        |Remaining seats|Unused seats|Available licenses|Available licences|Licenses available
        |Licences disponibles|Sièges libres|Sièges disponibles|Postes libres|Freie Plätze
        |Freie Lizenzen|Verfügbare Lizenzen|Licencias disponibles|Licenze disponibili
        |Beschikbare licenties""")
    PARTNER = ("partner", "license.partner", text, """
        Partner name|Partner|Supplier|Reseller|Solution partner|Partenaire|Revendeur|Fournisseur
        |Lieferant|Händler|Proveedor|Revendedor""")
    START = ("start", "term.start", day, """
        Maintenance start date|Start date|Start|Term start|Purchase date|Begin|Début|Date de début
        |Date d'achat|Beginn|Startdatum|Kaufdatum|Laufzeitbeginn|Gültig ab|Inicio|Fecha de inicio
        |Fecha de compra""")
    END = ("end", "term.end", end, """
        Maintenance end date|End date|End|Term end|Expiration date|Expiry date|Expiration|Expiry
        |Expires|Expires on|Valid until|Renewal date|Renewal|Échéance|Date d'échéance|Fin
        |Date de fin|Date d'expiration|Date de renouvellement|Ende|Enddatum|Ablaufdatum|Ablauf
        |Laufzeitende|Gültig bis|Vencimiento|Fecha de vencimiento|Fecha de fin|Caducidad""")
    COST = ("cost", "term.cost", amount, """
        Purchase cost|Annual cost|Yearly cost|Cost|Price|Amount|Total|Coût annuel|Coût|Prix|Montant
        |Jahreskosten|Kosten|Preis|Betrag|Coste anual|Coste|Precio|Importe""")
    CURRENCY = ("currency", "term.cost", alone(read_currency), """
        Currency|Devise|Monnaie|Währung|Moneda|Divisa""")
    BILLING_CYCLE = ("billing cycle", "term.cost_basis", alone(read_cycle), """
        Billing cycle|Billing period|Billing frequency|Payment cycle|Payment frequency|Paid per
        |Cycle de facturation|Période de facturation|Fréquence de facturation|Périodicité
        |Abrechnungszeitraum|Abrechnungszyklus|Zahlungsweise|Zahlungsintervall|Zahlungsrhythmus
        |Ciclo de facturación|Periodicidad|Frecuencia de pago""")
    NOTICE = ("notice", "term.notice", notice, """
        Notice|Notice days|Notice months|Notice weeks|Notice period|Notice date|Cancel by
        |Cancellation deadline|Cancellation notice|Préavis|Délai de préavis|Date limite de préavis
        |Kündigungsfrist|Kündigung bis|Kündbar bis|Preaviso|Plazo de preaviso""")
    AUTO_RENEW = ("auto-renew", "term.auto_renew", alone(read_yes), """
        Auto renew|Auto renewal|Automatic renewal|Tacite reconduction|Renouvellement automatique
        |Automatische Verlängerung|Renovación automática""")
    PURCHASE_ORDER = ("purchase order", "term.order_number", text, """
        Purchase order|Purchase order number|PO|PO number|Bon de commande|Orden de compra""")
    ORDER_NUMBER = ("order number", "term.order_number", text, """
        Order number|Order|Numéro de commande|N° commande|Commande|Bestellnummer|Bestellung
        |Número de pedido|Pedido""")
    TECHNICAL_ADDRESS = ("technical contact's address", "contacts", text, """
        Technical contact email|Technical contact address|Technical contact e-mail address
        |Technical email|Licensed to email|Courriel contact|Courriel contact technique
        |Courriel technique|Courriel du contact|E-mail contact|E-mail contact technique
        |Technischer Kontakt E-Mail|Kontakt E-Mail|Correo de contacto|Correo contacto técnico
        |Contact email|Email|E-mail|Mail|Courriel|Correo|Correo electrónico|Email address
        |Adresse e-mail""")
    TECHNICAL = ("technical contact", "contacts", text, """
        Technical contact name|Technical contact|Primary technical contact|Licensed to name
        |Contact technique|Nom du contact technique|Technischer Kontakt|Technischer Ansprechpartner
        |Contacto técnico|Contact name|Contact|Nom du contact|Kontakt|Ansprechpartner|Contacto""")
    TECHNICAL_PHONE = ("technical contact's phone", "contacts", text, """
        Technical contact phone|Téléphone contact technique""")
    SECOND_TECHNICAL = ("secondary technical contact", "contacts", text, """
        Secondary technical contact|Secondary technical contact email|Technical contact 2
        |Second technical contact|Contact technique secondaire|Contact technique 2
        |Zweiter technischer Kontakt|Contacto técnico secundario""")
    BILLING_ADDRESS = ("billing contact's address", "contacts", text, """
        Billing contact email|Billing contact address|Billing email|Courriel contact facturation
        |Courriel facturation|E-mail facturation|Rechnungskontakt E-Mail|Correo de facturación""")
    BILLING = ("billing contact", "contacts", text, """
        Billing contact name|Billing contact|Contact facturation|Contact de facturation
        |Rechnungskontakt|Contacto de facturación""")
    BILLING_PHONE = ("billing contact's phone", "contacts", text, """
        Billing contact phone|Téléphone contact facturation""")
    DECISION_LEAD = ("days to decide", "license.decision_lead_days", alone(read_lead), """
        Decision lead days|Decision days|Decide days|Délai de décision|Entscheidungsfrist""")
    ORDER_LEAD = ("days to order", "license.order_lead_days", alone(read_lead), """
        Order lead days|Order days|Order lead time|Délai de commande|Bestellvorlauf
        |Plazo de pedido""")
    OWNER_ADDRESS = ("owner's address", "contacts", text, """
        Owner email|Owner e-mail|Owner address|Owner mail|License owner email|Courriel responsable
        |Courriel du responsable|E-mail responsable|E-mail du responsable|Verantwortlicher E-Mail
        |E-Mail Verantwortlicher|Correo responsable|Correo del responsable""")
    OWNER = ("owner", "contacts", text, """
        Owner|Owner name|License owner|Licence owner|Business owner|Responsable|Responsable licence
        |Responsable de la licence|Propriétaire|Verantwortlicher|Verantwortlich
        |Lizenzverantwortlicher|Inhaber|Responsable de la licencia|Propietario""")
    LOOKED_ON = ("day of the look", "look", day, "Last updated|Looked on")
    NOTES = ("notes", "notes", lines, """
        Notes|Note|Remarques|Remarque|Commentaires|Commentaire|Comments|Comment|Remarks|Bemerkungen
        |Bemerkung|Anmerkungen|Notizen|Notas|Observaciones|Comentarios""")
    SUBSCRIPTION = ("subscription", "notes", text, """
        Subscription ID|Subscription number|Subscription|Numéro d'abonnement|Abonnement
        |Abonnementnummer|Número de suscripción|Suscripción""", Holds.NUMBER)
    TENANT = ("tenant", "notes", text, """
        Tenant ID|Tenant|ID du tenant|Tenant-ID|Mandant|ID de tenant""", Holds.NUMBER)
    CUSTOMER_ID = ("customer id", "notes", text, """
        Customer ID|Customer number|Customer no|Client ID|Numéro client|Numéro de client
        |Kundennummer|Kunden-Nr|Número de cliente""", Holds.NUMBER)
    # fmt: on

    __hash__ = object.__hash__  # a member is one object, and each cell of a file asks for it

    def __init__(
        self,
        label: str,
        to: str | tuple[str, ...],
        read: Reader,
        headers: str,
        holds: Holds | None = None,
    ) -> None:
        self.label = label
        """Its name in messages."""
        self.headers = tuple(header.strip() for header in headers.split("|"))
        """The headers that are known for its column, the best first."""
        self.to = (to,) if isinstance(to, str) else to
        """Where it goes: fields of a record, `license.site` or `term.end`, one for each part of
        what is read; or `notes`, `contacts` and `look`, which several columns make together."""
        self.read = read
        """Reads a cell."""
        self.holds = holds or OF_FIELD.get(self.to[0].rpartition(".")[2], Holds.TEXT)
        """Its kind, where license keys are looked for: that of the field of the record, unless
        another is said."""

    @property
    def key(self) -> str:
        """Its name in commands and files, which never changes: `technical-address`."""
        return self.name.lower().replace("_", "-")


LEFT_OUT = (ImportField.NOTICE, ImportField.DECISION_LEAD, ImportField.ORDER_LEAD)
"""The fields of which a cell that cannot be read is left out, with a remark: the row is worth more
than that."""
_USED_SEATS = (ImportField.SEATS_IN_USE, ImportField.FREE_SEATS)
TAKING = (*_USED_SEATS, *(x for x in ImportField if x not in _USED_SEATS))
"""The fields in the order in which they take their columns: `Seats (in use)` are not the seats."""
