// What the member states' registers say, and how VIES puts it into JSON.

/** Codes of VIES for "no verdict" (checkVatService.wsdl; the same words in the REST API's errorWrappers). */
export type ViesError =
  | 'INVALID_INPUT'
  | 'INVALID_REQUESTER_INFO'
  | 'SERVICE_UNAVAILABLE'
  | 'MS_UNAVAILABLE'
  | 'TIMEOUT'
  | 'VAT_BLOCKED'
  | 'IP_BLOCKED'
  | 'GLOBAL_MAX_CONCURRENT_REQ'
  | 'GLOBAL_MAX_CONCURRENT_REQ_TIME'
  | 'MS_MAX_CONCURRENT_REQ'
  | 'MS_MAX_CONCURRENT_REQ_TIME';

/** What a register answers about one VAT id. */
export interface ViesVerdict {
  /** "ATU57477929", Greece as EL. */
  vatId: string;
  valid?: boolean;
  /** Instead of a verdict. */
  error?: ViesError;
  name?: string | null;
  address?: string | null;
  /** The consultation number; only a question that names its requester gets one. */
  reference?: string | null;
  /** Day of the register's answer; the twin's clock when left out. */
  requestDate?: string | null;
}

/**
 * How VIES says that it has no verdict. `wrappers` is what real answers look like (HTTP 200 with
 * {"actionSucceed":false,"errorWrappers":[{"error":"MS_MAX_CONCURRENT_REQ"}]}, seen for a French id on a server in
 * 2026); some clients also guard against `valid:false` beside a userError, which must not be read as "not valid".
 */
export type ErrorShape = 'wrappers' | 'user_error';

export interface Question {
  countryCode: string;
  vatNumber: string;
  requester: string | null;
}

/** Not disclosed, or not known: "---" and not null (recorded of several registers). */
const undisclosed = '---';

/** A verdict as JSON. Without a requester the requestIdentifier is an empty text (recorded). */
export const verdictJson = (question: Question, verdict: ViesVerdict, now: Date, reference: string) => ({
  countryCode: question.countryCode,
  vatNumber: question.vatNumber,
  requestDate: verdict.requestDate ?? now.toISOString(),
  valid: verdict.valid === true,
  requestIdentifier: question.requester === null ? '' : (verdict.reference ?? reference),
  name: verdict.name ?? undisclosed,
  address: verdict.address ?? undisclosed,
  traderName: undisclosed,
  traderStreet: undisclosed,
  traderPostalCode: undisclosed,
  traderCity: undisclosed,
  traderCompanyType: undisclosed,
  traderNameMatch: 'NOT_PROCESSED',
  traderStreetMatch: 'NOT_PROCESSED',
  traderPostalCodeMatch: 'NOT_PROCESSED',
  traderCityMatch: 'NOT_PROCESSED',
  traderCompanyTypeMatch: 'NOT_PROCESSED',
});

export const errorJson = (question: Question | null, error: ViesError, shape: ErrorShape) =>
  shape === 'user_error' && question
    ? {
        countryCode: question.countryCode,
        vatNumber: question.vatNumber,
        valid: false,
        requestIdentifier: '',
        name: undisclosed,
        address: undisclosed,
        userError: error,
      }
    : { actionSucceed: false, errorWrappers: [{ error }] };
