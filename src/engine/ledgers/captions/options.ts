/**
 * Values of cells that are words: captions of options in the languages of the other captions. Unlike headers, they are read as they are: a list has few
 * captions, and no translation is another option of the same list. Left out is what is not known for sure; such a text is
 * refused as any unknown option.
 */
import type { OptionName } from "../options";

/** Business Central's caption and its translations in German, French, Danish and Spanish, in any order. */
type OptionPair = readonly [caption: string, ...translations: readonly string[]];

export const translatedOptions: Readonly<Partial<Record<OptionName, readonly OptionPair[]>>> = {
  "entry type": [
    ["Purchase", "Einkauf", "Achat", "Køb", "Compra"],
    ["Sale", "Verkauf", "Vente", "Salg", "Venta"],
    ["Positive Adjmt.", "Zugang", "Positif (ajust.)", "Ajust. positif", "Opregulering", "Ajuste positivo"],
    ["Negative Adjmt.", "Abgang", "Négatif (ajust.)", "Ajust. négatif", "Nedregulering", "Ajuste negativo"],
    ["Transfer", "Umlagerung", "Transfert", "Overførsel", "Transferencia"],
    ["Consumption", "Verbrauch", "Consommation", "Forbrug", "Consumo"],
    ["Output", "Istmeldung", "Production", "Afgang", "Salida desde fab.", "Salida"],
    [
      "Assembly Consumption",
      "Montageverbrauch",
      "Consommation d'assemblage",
      "Consommation d’assemblage",
      "Montageforbrug",
      "Consumo ensamblado",
      "Consumo de ensamblado",
    ],
    [
      "Assembly Output",
      "Montageausstoß",
      "Résultat d'assemblage",
      "Résultat d’assemblage",
      "Montageoutput",
      "Salida ensamblado",
      "Salida de ensamblado",
    ],
  ],
  "cost type": [
    ["Direct Cost", "Direkte Kosten", "EK-Preis", "Coût direct", "Købspris", "Coste directo"],
    ["Revaluation", "Neubewertung", "Réévaluation", "Værdiregulering", "Revalorización", "Reevaluación"],
    ["Rounding", "Rundung", "Runden", "Arrondi", "Arrondissement", "Afrunding", "Redondeo"],
    ["Indirect Cost", "Indirekte Kosten", "Coût indirect", "Indir. omkostninger", "Coste indirecto"],
    ["Variance", "Abweichung", "Écart", "Varians", "Afvigelse", "Desviación"],
  ],
  "variance type": [
    ["Purchase", "Einkauf", "Achat", "Køb", "Compra"],
    ["Material", "Matière"],
    ["Capacity", "Kapazität", "Opératoire", "Kapacitet", "Capacidad"],
    ["Capacity Overhead", "Kapazitätsgemeinkosten", "Frais généraux opératoires", "Cost. gen. capdad."],
    ["Manufacturing Overhead", "Produktionsgemeinkosten", "Frais généraux matière", "Cost. gen. fabricación"],
    ["Subcontracted", "Fremdarbeit", "Sous-traitance", "Subcontratados"],
  ],
  "order type": [
    ["Production", "Produktion", "Producción"],
    ["Transfer", "Umlagerung", "Transfert", "Overførsel", "Transferencia"],
    ["Assembly", "Montage", "Assemblage", "Ensamblado"],
  ],
  "document type": [
    ["Sales Shipment", "Verkaufslieferung", "Expédition vente", "Salgsleverance", "Albarán venta"],
    ["Sales Invoice", "Verkaufsrechnung", "Facture vente", "Salgsfaktura", "Factura venta"],
    ["Sales Return Receipt", "Verkaufsrücksendung", "Réception retour vente", "Recep. devol. ventas"],
    ["Sales Credit Memo", "Verkaufsgutschrift", "Avoir vente", "Salgskreditnota", "Abono venta"],
    ["Purchase Receipt", "Einkaufslieferung", "Réception achat", "Købsleverance", "Albarán compra"],
    ["Purchase Invoice", "Einkaufsrechnung", "Facture achat", "Købsfaktura", "Factura compra"],
    ["Purchase Return Shipment", "Einkaufsrücksendung", "Expédition retour achat", "Envío devolución compra"],
    ["Purchase Credit Memo", "Einkaufsgutschrift", "Avoir achat", "Købskreditnota", "Abono compra"],
    ["Transfer Shipment", "Umlagerungsausgang", "Expédition transfert", "Envío transfer."],
    ["Transfer Receipt", "Umlagerungseingang", "Réception transfert", "Recep. transfer."],
    ["Service Shipment", "Expédition service", "Servicio regis."],
    ["Service Invoice", "Servicerechnung", "Facture service", "Servicefaktura"],
    ["Service Credit Memo", "Servicegutschrift", "Avoir service", "Servicekreditnota"],
    ["Posted Assembly", "Assemblage validé", "Ensamblado registrado"],
  ],
  "source type": [
    ["Customer", "Debitor", "Client", "Cliente"],
    ["Vendor", "Kreditor", "Fournisseur", "Proveedor"],
    ["Item", "Artikel", "Article", "Vare", "Producto"],
  ],
  "capacity type": [
    ["Work Center", "Arbeitsplatzgruppe", "Centre de charge", "Arbejdscenter", "Centro trabajo"],
    ["Machine Center", "Arbeitsplatz", "Poste de charge", "Produktionsressource", "Centro máquina"],
    ["Resource", "Ressource", "Recurso"],
  ],
  "item type": [
    ["Inventory", "Lager", "Bestand", "Stock", "Inventario"],
    ["Service", "Dienstleistung", "Servicio"],
    ["Non-Inventory", "Nicht-Bestand", "Hors stock", "Ikke-lager", "No inventariable"],
  ],
  "costing method": [
    ["Specific", "Ausgewählt", "Spécifique", "Serienummer", "Especial"],
    ["Average", "Durchschnitt", "Moyen", "Gennemsnit", "Medio"],
  ],
  "order status": [
    ["Simulated", "Simuliert", "Simulé", "Simuleret", "Simulada"],
    ["Planned", "Geplant", "Planifié", "Planlagt", "Planificada"],
    ["Firm Planned", "Fest geplant", "Planifié ferme", "Fastlagt", "Planif. en firme"],
    ["Released", "Freigegeben", "Lancé", "Frigivet", "Lanzada"],
    ["Finished", "Fertig gestellt", "Beendet", "Terminé", "Udført", "Terminada"],
  ],
  "account type": [
    ["Posting", "Konto", "Imputable", "Auxiliar"],
    ["Heading", "Überschrift", "Titre", "Overskrift", "Mayor"],
    ["Total", "Summe", "Sum"],
    ["Begin-Total", "Von-Summe", "Début total", "Fra-sum", "Inicio-Total"],
    ["End-Total", "Bis-Summe", "Fin total", "Til-sum", "Fin-Total"],
  ],
  "gen. posting type": [
    ["Purchase", "Einkauf", "Achat", "Køb", "Compra"],
    ["Sale", "Verkauf", "Vente", "Salg", "Venta"],
  ],
  "cost period": [
    ["Day", "Tag", "Jour", "Dag", "Día"],
    ["Week", "Woche", "Semaine", "Uge", "Semana"],
    ["Month", "Monat", "Mois", "Måned", "Mes"],
    ["Quarter", "Quartal", "Trimestre", "Kvartal"],
    ["Year", "Jahr", "Année", "År", "Año"],
    ["Accounting Period", "Buchhaltungsperiode", "Période comptable", "Regnskabsperiode", "Periodo contable"],
  ],
  "calc. type": [
    ["Item", "Artikel", "Article", "Vare", "Producto"],
    [
      "Item & Location & Variant",
      "Artikel & Lagerort & Variante",
      "Article & Magasin & Variante",
      "Vare & Lokation & Variant",
      "Producto, almacén y variante",
    ],
  ],
};

/** Words for Yes and No as Business Central and Excel write them, in lower case. */
export const flagWords: ReadonlyMap<string, boolean> = new Map([
  ...["yes", "true", "1", "ja", "wahr", "oui", "vrai", "sand", "sí", "si", "verdadero"].map(
    (word): [string, boolean] => [word, true],
  ),
  ...["no", "false", "0", "nein", "falsch", "non", "faux", "nej", "falsk", "falso"].map(
    (word): [string, boolean] => [word, false],
  ),
]);
