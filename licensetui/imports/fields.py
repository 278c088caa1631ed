"""The fields that an import reads: one row each, from the headers of its column to the record.

A field that comes from files is one row here; `rows` reads those by itself of which the target
is a field of a record, and puts together what several columns say.

Sources of the headers: the import formats of Snipe-IT, Configuration Manager's Asset Intelligence
and i-doit, public trackers of subscriptions, and what people call the columns of their own lists in
English, French, German, Spanish, Italian and Dutch. Lists of which all columns are known are
`profiles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from licensetui.domain.purposes import OF_FIELD, Holds
from licensetui.imports.choices import (
    read_decision,
    read_ends,
    read_hosting,
    read_kind,
    read_portal,
    read_progress,
    read_type,
    read_unit,
    read_yes,
)
from licensetui.imports.counts import read_count, read_lead, read_seats
from licensetui.imports.identifiers import read_entitlement, read_sen
from licensetui.imports.notation import (
    Reader,
    alone,
    amount,
    day,
    documents,
    end,
    lines,
    notice,
    text,
)
from licensetui.reading.amounts import read_currency
from licensetui.reading.prices import read_cycle

_CHOICE = re.compile(r"\(([^()]*)\)")


def _forms(header: str) -> Iterator[str]:
    """Yield the headers that one with choices stands for: `(License/Contract/) end date`."""
    found = _CHOICE.search(header)
    if found is None:
        yield " ".join(header.split())
        return
    for word in found[1].split("/"):
        yield from _forms(header[: found.start()] + word + header[found.end() :])


class ImportField(Enum):
    """A field that a column can hold, in the order in which changes are told.

    The headers are in the order of preference, over all languages: a German list has both `Name`
    and `Lizenzname`. `(a/b/) c` stands for `a c`, `b c` and `c`. A column serves one field.
    """

    # It is laid out as a table.
    # fmt: off
    NAME = ("name", "license.name", text, """
        Item name|Addon name|(App/Application) name|(License/Licence) name|Nom de la licence
        |Lizenzname|Nombre de la licencia|Nome (della/) licenza|Licentienaam|Naam licentie
        |Software name|(Product/Service/Tool/Subscription/Program/Package) name
        |Nom (du/de l') (logiciel/produit/application/abonnement/service)|Nom logiciel
        |(Produkt/Software/Programm/Anwendungs/Tool)name|Name der Software
        |Nombre (del/de la/) (software/producto/programa/aplicación/servicio/suscripción)
        |Nome (del/dell'/) (software/prodotto/programma/applicazione/servizio/abbonamento)
        |Naam (van de/) (software/applicatie/dienst)|(Product/Software/Applicatie)naam
        |Name|Nom|Bezeichnung|Naam|Nome|Product title|Title|Titel|Titre|Título|Titolo
        |Product|Produit|Produkt|Producto|Prodotto|Software|Software title|Logiciel|Programm
        |Application|App|Anwendung|Applicatie|Aplicación|Applicazione|Programa|Programma|Tool
        |License|Licence|Lizenz|Licencia|Licenza|Licentie|Software license|Software licence
        |Subscription|Abonnement|Suscripción|Abbonamento|Service|Dienst|Servicio|Servizio
        |Software product|Softwareprodukt|(SaaS/) solution|Lösung|Pakket|SaaS (tool/app/)
        |Nombre|Désignation""")
    VENDOR = ("vendor", "license.vendor", text, """
        Vendor|Vendor name|Software vendor|Manufacturer|Publisher|Software publisher|Publisher name
        |Éditeur|Éditeur (du/de) logiciel|Nom de l'éditeur|Fabricant|Hersteller|Herstellername
        |Softwarehersteller|Anbieter|Herausgeber|Verleger|Editor|Fabricante|Editore|Produttore
        |Uitgever|Fabrikant|Softwareleverancier|Provider|Developer""")
    PRODUCT = ("product", "license.product", text, """
        Product|Product name|Produit|Nom du produit|Produkt|Produktname|Producto|Prodotto|Software
        |Logiciel""")
    HOSTING = ("hosting", "license.hosting", alone(read_hosting), """
        Hosting|Hosting type|Deployment|Deployment type|Hébergement|Déploiement|Alojamiento
        |Bereitstellung|Hosting-Art""")
    TYPE = ("type", "license.type", alone(read_type), """
        License type|Licence type|Type of (license/licence)|Type de licence|Lizenztyp|Lizenzart
        |Lizenzmodell|License model|Modèle de licence|Tipo de licencia|Tipo (di/) licenza
        |Licentietype|Type licentie|Type|Typ|Tipo""")
    SEN = ("SEN", "license.sen", alone(read_sen), """
        SEN|N° SEN|No SEN|Numéro SEN|SEN number|SEN-Nummer|Número SEN|Support entitlement number
        |(License/Licence) (Id/number/no)|Serial number|Serial|Serial no|Numéro de série|N° de série
        |Seriennummer|Número de serie|Numero di serie|Serienummer|Numéro de licence|N° de licence
        |Lizenznummer|Lizenz-Nr|Lizenz-ID|Número de licencia|Numero (di/) licenza
        |Licentienummer""")
    KEY = ("license key", "license.key", text, """
        (License/Licence/Product/Software) (key/keys)|Activation key|Activation code|Serial key
        |CD key|Key|Keys|Clé de licence|Clé de produit|Clé d'activation|Clé|Lizenzschlüssel
        |Lizenzkey|Produktschlüssel|Aktivierungsschlüssel|Aktivierungscode|Schlüssel
        |Clave (de/del) (licencia/producto/activación)|Clave|Chiave (di/) licenza
        |Chiave prodotto|Licentiesleutel|Productsleutel|Licentiecode""")
    ENTITLEMENT = ("entitlement number", "license.entitlement", alone(read_entitlement), """
        App entitlement number|Entitlement number|Entitlement|Cloud entitlement|Numéro d'entitlement
        |Entitlement-Nummer""")
    ORGANIZATION = ("organization", "license.organization", text, """
        Company|Organization|Organisation|Organization name|Company name|Société|Entreprise|Client
        |Customer|Firma|Unternehmen|Kunde|Empresa|Organización|Cliente|Azienda|Società|Bedrijf
        |Organisatie|Klant|Legal entity|Entité""")
    SITE = ("site", "license.site", text, """
        Cloud site hostname|Site|Site URL|Site name|Instance|Host name|URL|Instanz|Sitio|Sito""")
    SERVER_ID = ("server id", "license.server_id", text, """
        Server ID|ID serveur|ID du serveur|Server-ID|ID de servidor""")
    SEATS = ("seats", ("license.seats", "license.unit"), alone(read_seats), """
        Seats|Tier|User tier|(Total/Number of/No of/Max/Maximum/Purchased/Paid/Licensed) seats
        |Seats (purchased/total/bought/count/paid)|Seat count|Licensed users|Max users
        |(Total/Maximum/Maximum number of/Number of/No of/Licensed/Paid) users|Users|User count
        |User licenses|User licences
        |(Number of/Total/Purchased/No of/Nr of/Total number of/Quantity of) (licenses/licences)
        |(License/Licence/Licenses/Licences) (count/quantity/qty/purchased/total/bought)
        |Number of (license/licence) seats|(Nb/Nbre/Nombre) (de/d'/) (utilisateurs/postes/sièges)
        |(Nb/Nbre/Nombre) (de/total de/) licences|Nombre d'utilisateurs|Utilisateurs|Postes|Sièges
        |Licences achetées|Benutzer|Benutzeranzahl|Nutzerzahl|Nutzer|Lizenzanzahl|Plätze
        |(Anzahl/Anz./Anzahl der) (Benutzer/Nutzer/Lizenzen/Plätze/Arbeitsplätze/User/Seats)
        |Lizenzen gesamt|Gekaufte Lizenzen|Lizenzen|Usuarios
        |(Número/Cantidad/Núm/Nº/Total) (de/) (usuarios/licencias/puestos)|Licencias
        |(Numero/N./Quantità/Totale) (di/) (utenti/licenze/postazioni)|Utenti|Postazioni
        |Aantal (gebruikers/licenties/plaatsen/seats)|Gebruikers
        |Quantity|Effective quantity|Qty|Quantité|Anzahl|Menge|Stückzahl|Cantidad|Quantità|Aantal
        |Licenses|Licences""")
    SEATS_IN_USE = ("seats in use", "license.seats_in_use", alone(read_count), """
        Seats (in use/used/assigned/occupied)|(Used/Assigned/Active/Occupied) seats|Users in use
        |(Assigned/Used/Consumed/Allocated) (licenses/licences)
        |(Licenses/Licences) (in use/used/assigned/consumed)|Active users|Current users
        |Utilisateurs actifs|(Sièges/Postes) utilisés|Licences (utilisées/attribuées/affectées)
        |Belegte (Plätze/Lizenzen)|Genutzt|Genutzte Lizenzen|(Vergebene/Zugewiesene) Lizenzen
        |Aktive (Benutzer/Nutzer)|In use|En uso|Licencias (en uso/usadas/asignadas)|Usuarios activos
        |Licenze (in uso/usate/assegnate)|Utenti attivi|(Gebruikte/Toegewezen) licenties
        |Actieve gebruikers""")
    FREE_SEATS = ("free seats", "license.seats_in_use", alone(read_count), """
        Free seats|Seats (free/available/left/remaining/unused)
        |(Available/Remaining/Unused/Free/Unassigned) (seats/licenses/licences)
        |(Licenses/Licences) (available/remaining)
        |(Sièges/Postes) (libres/disponibles)|Licences (disponibles/libres/restantes)
        |(Freie/Verfügbare) (Plätze/Lizenzen)|Licencias (disponibles/libres)
        |Licenze (disponibili/libere)|(Beschikbare/Vrije) licenties""")
    UNIT = ("seat unit", "license.unit", alone(read_unit), "Seat unit")
    PORTAL = ("portal", "license.portal", alone(read_portal), "licensetui portal")
    PARTNER = ("partner", "license.partner", text, """
        Partner name|Partner|Supplier|Supplier name|Reseller|Reseller name|Solution partner
        |Distributor|Partenaire|Revendeur|Fournisseur|Lieferant|Händler|Proveedor|Revendedor
        |Distribuidor|Fornitore|Rivenditore|Leverancier|Wederverkoper""")
    START = ("start", "term.start", day, """
        Maintenance start date
        |(License/Licence/Contract/Subscription/Term/Support) (start date/start/begin date)
        |Start date|Start|Term start|Begin date|Begin|Effective date|Valid from|Active since
        |Date de début (de/du/d'/) (contrat/licence/abonnement)|Début (de/du/) (contrat/licence)
        |Début|Date de début|Date d'effet|Beginn|Startdatum|Startdatum der Lizenz
        |(Vertrags/Lizenz/Laufzeit/Abo/Wartungs)(beginn/start)|Gültig (ab/von)
        |(Laufzeit/Vertrag/Lizenz/Wartung) (von/ab)|Inicio
        |Fecha (de/del) inicio|Inicio (de/del) (contrato/licencia)|Data (di/) inizio|Inizio
        |Decorrenza|Ingangsdatum|Begindatum
        |Purchase date|Date of purchase|Date purchased|Date d'achat|Kaufdatum|Anschaffungsdatum
        |Fecha de compra|Data (di/) acquisto|Aankoopdatum""")
    END = ("end", "term.end", end, """
        Maintenance end date|(Maintenance/Support) (end/expiry/expiration/expires/until)
        |(Maintenance/Support) (expiration/expiry/end) date
        |(License/Licence/Contract/Subscription/Term/Agreement) (end date/end/ends)
        |(License/Licence/Contract/Subscription/Agreement) (expiration/expiry) (date/)
        |(License/Licence/Contract/Subscription) (expires/expires on/valid until)
        |End date|End|Term end|Expiration date|Expiry date|Expiration|Expiry|Date of expiry
        |Expires|Expires on|Expire date|Valid until|Valid through|Valid to
        |(License/Licence/Contract/Subscription/) Renewal date|Date of renewal|Renewal due
        |Next renewal (date/)|Next renewal due|Renewal on|Renews|Renews on|Renew by|Renew date
        |Anniversary date|Contract anniversary|Next (payment/billing) (date/)|Next bill date
        |Date (de/d') fin (de/du/d'/de l') (contrat/licence/abonnement/validité/support/maintenance)
        |Date de fin|Fin (de/du/d'/) (contrat/licence/abonnement/validité/maintenance)|Fin
        |Échéance|Date d'échéance|Échéance (du/de) (contrat/licence/la licence)
        |Date d'expiration (de la licence/de licence/du contrat/)|Expire le|Valable jusqu'au
        |Date (de/du) (prochain/) renouvellement|Prochain renouvellement|Prochaine échéance
        |(Vertrags/Lizenz/Laufzeit/Abo/Wartungs/Subskriptions/Support)(ende/ablauf/laufzeitende)
        |(Lizenz/Vertrags)ablaufdatum|Ende (der/des/) (Laufzeit/Vertrags/Vertrages/Lizenz/Wartung)
        |Ende|Enddatum|Ablaufdatum|Ablauf|Läuft ab|Läuft ab am|Gültig bis|Lizenz gültig bis
        |(Laufzeit/Vertrag/Lizenz/Wartung/Support) bis|Verlängerung am|Verlängerungsdatum
        |Nächste (Verlängerung/Zahlung)
        |Fälligkeit|Fälligkeitsdatum|Fällig am|Fecha (de/del/) (vencimiento/fin/término/expiración)
        |Fecha (de/de la/) (próxima/) renovación|Fecha de caducidad|Próxima renovación
        |Fin (de/del) (contrato/licencia)|Vencimiento|Caducidad|Válido hasta|Expira|Vence
        |Data (di/) (scadenza/fine/rinnovo)|Scadenza|Scadenza (del/della/) (contratto/licenza)
        |Fine (del/) contratto|Prossimo rinnovo|Valido fino al
        |Einddatum|Vervaldatum|Verloopdatum|Verloopt op|Geldig tot|Verlengingsdatum
        |(Contract/Licentie) (einde/einddatum)|Einde (contract/licentie)|Volgende verlenging
        |Renewal|Renouvellement|Verlängerung|Renovación|Rinnovo|Verlenging""")
    TERM_KIND = ("kind of term", "term.kind", alone(read_kind), "Term kind")
    ENDING = ("what ends", "term.ends", alone(read_ends), "Ends at the end")
    PERPETUAL = ("perpetual", "term.perpetual", alone(read_yes), "Perpetual")
    COST = ("cost", "term.cost", amount, """
        Purchase cost|(Total/) (annual/yearly) cost|Annual spend
        |(License/Licence/Contract/Subscription/Renewal/Total/) (cost/costs/price/amount/fee/value)
        |Cost|Costs|Price|Amount|Fee|Spend|Net (price/amount/cost)|Total|Coût annuel (HT/TTC/)|Coût
        |Coûts|Coût (total/HT/TTC)|Prix|Montant
        |Montant (HT/TTC/annuel/total/du contrat)|Prix (HT/TTC/total/d'achat)|Tarif
        |(Jahres/Gesamt/Lizenz/Vertrags/Wartungs/Netto/)(kosten/preis/betrag)|Kosten netto|Kosten
        |Preis|Betrag|Gebühr
        |(Nettopreis/Kaufpreis/Anschaffungskosten/Nettobetrag)|Coste anual|Coste|Costo|Coste total
        |Costo (total/anual)|Precio|Precio total|Importe|Importe total|Monto|Monto total|Valor
        |Costo (annuale/annuo/totale)|Prezzo|Prezzo totale|Importo|Importo totale|Canone
        |(Jaarlijkse/Totale) kosten|Prijs|Bedrag|Totaalprijs""")
    CURRENCY = ("currency", "term.cost", alone(read_currency), """
        Currency|Currency code|Devise|Monnaie|Währung|Moneda|Divisa|Valuta""")
    BILLING_CYCLE = ("billing cycle", "term.cost_basis", alone(read_cycle), """
        (Billing/Payment) (cycle/period/frequency/interval/term)|Paid per|Billed|Billing
        |Frequency
        |Renewal (cycle/period/frequency)|Cycle de facturation|Période de facturation
        |Fréquence (de facturation/de paiement/)|Périodicité|Abrechnungszeitraum
        |Abrechnungs(zyklus/intervall/periode)|Zahlungsweise|Zahlungsintervall|Zahlungsrhythmus
        |Turnus|Ciclo de facturación|Periodicidad|Frecuencia (de pago/)|Ciclo di fatturazione
        |Periodicità|Frequenza|Frequenza di pagamento|Factureringsperiode|Betaalfrequentie""")
    TERM_SEATS = ("seats of the term", "term.seats", alone(read_count), "Term seats")
    NOTICE = ("notice", "term.notice", notice, """
        Notice|Notice days|Notice months|Notice weeks|Notice (period/date)|Notice period days
        |Cancel (by/before)|Cancel by date|Cancellation (deadline/notice/by/period)
        |Cancellation notice (period/days)|Termination notice|Last day to cancel|Opt-out date
        |Préavis|Délai de préavis|Durée (de/du) préavis|Date limite de (préavis/résiliation)
        |Préavis de résiliation|À résilier avant le|Kündigungsfrist|Kündigung bis|Kündbar bis
        |Kündigungstermin|Kündigen bis|Spätester Kündigungstermin|Preaviso|Plazo de preaviso
        |Fecha límite de cancelación|Cancelar antes (de/del)|Preavviso (di disdetta/disdetta/)
        |Termine di preavviso
        |(Termine/Data) (di/) disdetta|Disdetta entro|Opzegtermijn|Opzeggen voor
        |Uiterste opzegdatum""")
    AUTO_RENEW = ("auto-renew", "term.auto_renew", alone(read_yes), """
        Auto (renew/renews/renewal/renewing/renewed)|Automatic renewal|Automatically renews
        |Renews automatically|Auto renew enabled|Auto renewal (status/enabled)|Renewal type
        |Is auto renew|Recurring billing|(Tacite/Reconduction) (reconduction/tacite)
        |Reconduction (automatique/)|Renouvellement (automatique/auto)
        |Auto-renouvellement|Automatische (Verlängerung/Erneuerung)|Automatisch verlängert
        |Verlängert sich automatisch|Auto-Verlängerung|Renovación automática|Auto-renovación
        |Se renueva automáticamente|Rinnovo (automatico/tacito)|Tacito rinnovo
        |Automatische verlenging|Automatisch verlengen|Stilzwijgende verlenging
        |Renewal|Renouvellement|Verlängerung|Renovación|Rinnovo|Verlenging""")
    QUOTE = ("quote", "term.quote", text, "Quote number")
    DECISION = ("decision", "term.decision", alone(read_decision), "Decision at the end")
    PROGRESS = ("progress", "term.progress", alone(read_progress), "Purchase progress")
    SNOOZED = ("snoozed until", "term.snoozed_until", day, "Snoozed until")
    PURCHASE_ORDER = ("purchase order", "term.order_number", text, """
        Purchase order|Purchase order (number/no)|PO|PO (number/no/#)|Bon de commande
        |N° (de/) bon de commande|Bestellreferenz|Orden de compra|Ordine d'acquisto
        |Inkooporder|Inkoopordernummer""")
    ORDER_NUMBER = ("order number", "term.order_number", text, """
        Order number|Order|Order (no/id)|Numéro de commande|N° (de/) commande|Commande|Bestellnummer
        |Bestellung|Auftragsnummer|Número de pedido|Pedido|Numero d'ordine|Ordine|Ordernummer
        |Bestelnummer""")
    TECHNICAL_ADDRESS = ("technical contact's address", "contacts", text, """
        Technical contact email|Technical contact address|Technical contact e-mail address
        |Technical email|Technical contact mail|Licensed to email
        |(License/Licence/Account/Login/Registered) email
        |Courriel contact|(Courriel/E-mail/Mail) (du/) contact technique|Courriel technique
        |Courriel du contact|(E-mail/Mail) (du/) contact|(Technischer/Techn.) Kontakt E-Mail
        |Kontakt E-Mail|E-Mail Kontakt|E-Mail (des/) Ansprechpartner(s/)|Ansprechpartner E-Mail
        |E-Mail (technischer/techn.) Kontakt|Lizenz-E-Mail
        |Correo de contacto|Correo (del/) contacto técnico|(Correo/Email) (del/de/) contacto
        |E-mail (del/) (contatto/referente) (tecnico/)|E-mail (van/) contactpersoon
        |E-mail (technisch/) contact|Contact email|Contact e-mail address|Contact mail
        |Email|E-mail|Mail|Courriel|Correo|Correo electrónico|Email address|E-mail address
        |Adresse e-mail|Adresse mail|E-Mail-Adresse|Mailadresse|Indirizzo e-mail|E-mailadres
        |Posta elettronica""")
    TECHNICAL = ("technical contact", "contacts", text, """
        Technical contact name|Technical contact|Primary technical contact|Licensed to name
        |Licensed to|Technical owner contact|Contact technique|Nom du contact technique
        |Technischer Kontakt|Technischer Ansprechpartner|Techn. Ansprechpartner
        |Contacto técnico|(Contatto/Referente) tecnico|Technisch contact|Technische contactpersoon
        |Contact name|Contact|Contact person|Nom du contact|Kontakt (Name/)|Kontaktperson
        |Ansprechpartner|Contacto|Persona de contacto|Contatto|Référent (technique/)|Referente
        |Contactpersoon""")
    TECHNICAL_PHONE = ("technical contact's phone", "contacts", text, """
        Technical contact phone|Téléphone contact technique|Contact phone""")
    SECOND_TECHNICAL = ("secondary technical contact", "contacts", text, """
        Secondary technical contact|Secondary technical contact email|Technical contact 2
        |Second technical contact|Secondary contact|Contact technique secondaire
        |Contact technique 2|Zweiter technischer Kontakt|Contacto técnico secundario
        |Contatto tecnico secondario|Tweede technisch contact""")
    BILLING_ADDRESS = ("billing contact's address", "contacts", text, """
        Billing contact email|Billing contact address|Billing (email/mail)|Invoice (email/mail)
        |(Courriel/E-mail/Mail) (du contact/contact/de/) facturation|E-mail de facturation
        |(Rechnungskontakt/Rechnungs) E-Mail|E-Mail (Rechnung/Rechnungskontakt/Buchhaltung)
        |Correo de facturación|Email de facturación|E-mail (di/) fatturazione|Factuur e-mail
        |E-mail facturatie""")
    BILLING = ("billing contact", "contacts", text, """
        Billing contact name|Billing contact|Invoice contact|Finance contact|Contact facturation
        |Contact de facturation|Rechnungskontakt|Ansprechpartner Rechnung|Contacto de facturación
        |Contatto (di/) fatturazione|Factuurcontact|Contactpersoon facturatie""")
    BILLING_PHONE = ("billing contact's phone", "contacts", text, """
        Billing contact phone|Téléphone contact facturation""")
    DECISION_LEAD = ("days to decide", "license.decision_lead_days", alone(read_lead), """
        Decision lead days|Decision days|Decide days|Délai de décision|Entscheidungsfrist""")
    ORDER_LEAD = ("days to order", "license.order_lead_days", alone(read_lead), """
        Order lead days|Order days|Order lead time|Délai de commande|Bestellvorlauf
        |Plazo de pedido""")
    OWNER_ADDRESS = ("owner's address", "contacts", text, """
        Owner (email/e-mail/address/mail)|(License/Licence/Business/App/Contract) owner (email/mail)
        |(Courriel/E-mail/Mail) (du/) responsable|(Verantwortlicher/Verantwortliche) (E-Mail/Mail)
        |E-Mail (des/) Verantwortlich(er/en/e)|(Correo/Email/E-mail) (del/de/) responsable
        |Correo (del/) propietario|E-mail (del/) responsabile|E-mail (van/) (eigenaar/beheerder)
        |E-mail verantwoordelijke""")
    OWNER = ("owner", "contacts", text, """
        Owner|Owner name|(License/Licence/Business/App/Application/Product/Contract) owner
        |Internal owner|IT owner|Responsible|Responsible person|Person responsible|Responsable
        |Responsable (licence/interne/de la licence/du contrat/métier)|Propriétaire|Gestionnaire
        |Verantwortlicher|Verantwortlich|Verantwortliche|Verantwortliche Person
        |(Lizenz/Vertrags/Produkt/)verantwortlicher|Inhaber|Zuständig|Eigentümer
        |Responsable de la licencia|Propietario|Responsabile|Proprietario|Eigenaar|Beheerder
        |Verantwoordelijke""")
    DOCUMENTS = ("documents", "license.documents", documents, """
        (Contract/License/Licence/Quote/Invoice) (document/documents/file/link/URL/PDF)
        |Contract|Document|Documents|Document link|Attachment|Attachments|Contrat|Lien (du/) contrat
        |Pièce jointe|Pièces jointes|Vertrag|(Vertrags/)dokument|(Vertrags/)dokumente|Anhang|Anlage
        |Contrato|Documento|Documentos|Adjunto|Adjuntos|Contratto|Documenti|Allegato|Allegati
        |Documenten|Bijlage|Bijlagen""")
    LOOKED_ON = ("day of the look", "look", day, "Last updated|Looked on")
    NOTES = ("notes", "notes", lines, """
        Notes|Note|Remarques|Remarque|Commentaires|Commentaire|Comments|Comment|Remarks
        |Bemerkungen|Bemerkung|Anmerkungen|Anmerkung|Notizen|Notiz|Kommentar|Notas|Observaciones
        |Comentarios|Osservazioni|Commenti|Opmerkingen|Opmerking|Notities""")
    SUBSCRIPTION = ("subscription", "notes", text, """
        Subscription (ID/number/no)|Subscription|Numéro d'abonnement|Abonnement|Abonnementnummer
        |Abonummer|Número de suscripción|Suscripción|Numero abbonamento
        |Abbonamento""", Holds.NUMBER)
    TENANT = ("tenant", "notes", text, """
        Tenant ID|Tenant|ID du tenant|Tenant-ID|Mandant|ID de tenant""", Holds.NUMBER)
    CUSTOMER_ID = ("customer id", "notes", text, """
        Customer (ID/number/no)|Client ID|Account (number/ID)|Numéro client|Numéro de client
        |N° client|Kundennummer|Kunden-Nr|Número de cliente|Numero cliente|Codice cliente
        |Klantnummer""", Holds.NUMBER)
    EXPORTED_LICENSE = ("exported license", "row", text, "licensetui license")
    EXPORTED_TERM = ("exported term", "row", alone(read_count), "licensetui term")
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
        self.headers = tuple(form for header in headers.split("|") for form in _forms(header))
        """The headers that are known for its column, the best first."""
        self.to = (to,) if isinstance(to, str) else to
        """Where it goes: fields of a record, `license.site` or `term.end`, one for each part of
        what is read; or `notes`, `contacts` and `look`, which several columns make together, and
        `row`, which tells of what license and term a row is."""
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
