/** Names under which shops let buyers enter a VAT id, without case, accents, blanks and punctuation. */
const NAME =
  /^(vat|euvat|uid|iva|nif|tva|btw)$|vat(id|no|nr|num|reg|code)|ust(id|nr)|umsatzsteuer|mwst|uidn|btwn|numtva|numerotva|partitaiva|tax(id|num)/;
/** A country and something with digits in it; whether it is a real one is for VIES to say. */
const VALUE = /^[A-Z]{2}(?=.*\d{2})[0-9A-Z+*]{2,13}$/;

/**
 * The VAT id that a buyer entered in an attribute of the order, as entered; null when there is none. Both must fit, the
 * name ("USt-IdNr.", "vat_number") and the value, since a shop may call anything "VAT".
 */
export function findVatId(attributes: { key: string; value: string }[]): string | null {
  const fits = ({ key, value }: { key: string; value: string }) =>
    NAME.test(
      key
        .normalize('NFD')
        .toLowerCase()
        .replaceAll(/[^a-z]/g, ''),
    ) && VALUE.test(value.toUpperCase().replaceAll(/[\s./-]/g, ''));
  return attributes.find(fits)?.value.trim() ?? null;
}
