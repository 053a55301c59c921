import type { ViesVerdict } from '@twins/vies';

/** An id as VIES takes it: the member state, then the number. */
const VAT_ID = /^[A-Z]{2}[0-9A-Z+*]{2,12}$/;

/**
 * Reads `x_vat`, what VIES answers about an order's VAT id: {"vatId", "valid", "reference", "name", "address"}, or
 * {"vatId", "error": "MS_UNAVAILABLE"} for a register that does not answer. Without `valid` there is no answer either.
 */
export function readVat(value: unknown): { vat: ViesVerdict | null; fault: string | null } {
  if (value === undefined || value === null) return { vat: null, fault: null };
  const refuse = (fault: string) => ({ vat: null, fault });
  if (typeof value !== 'object' || Array.isArray(value))
    return refuse('x_vat must be an object such as {"vatId": "ATU57477929", "valid": true}.');
  const given = value as Record<string, unknown>;
  const vatId = typeof given['vatId'] === 'string' ? given['vatId'].toUpperCase().replace(/[\s.-]/g, '') : '';
  if (!VAT_ID.test(vatId))
    return refuse('x_vat.vatId must be the VAT id that VIES is asked about, such as "ATU57477929".');
  const { valid = null, error = null } = given;
  if (valid !== null && typeof valid !== 'boolean') return refuse('x_vat.valid must be true, false or null.');
  if (error !== null && typeof error !== 'string')
    return refuse('x_vat.error must be a code of VIES such as "MS_UNAVAILABLE".');
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : null);
  const silent = valid === null ? { error: 'MS_UNAVAILABLE' as const } : { valid };
  return {
    vat: {
      vatId,
      ...(error === null ? silent : { error: error as NonNullable<ViesVerdict['error']> }),
      reference: text('reference'),
      name: text('name'),
      address: text('address'),
      requestDate: text('checkedAt'),
    },
    fault: null,
  };
}
