import type { Day } from '../documents.ts';
import { rate, type Rate } from '../money.ts';

// The VAT rates of the EU by day. They check what Shopify charged; nothing is ever computed from them.
//
// Areas are member states by ISO code, plus the ones with rates of their own: PT-20 Azores, PT-30 Madeira, FR-20R
// Corsica, and XI Northern Ireland (goods only). Zero rates of other countries (Irish children's shoes, Polish
// anti-inflation food, ...) are left out on purpose: an untaxed line cannot prove that it was one of them.
//
// Things to know
// - Other member states begin on 1 July 2021: before that day there was no One Stop Shop for goods.
// - The 19 % of Jungholz and the Kleinwalsertal holds for sellers established there (§ 10 (4) öUStG), not for ours.
// - The reduced Greek island rates hold for sellers within Greece; a distance sale from Germany has the main rates.
// - Corsica's own rates (art. 297 CGI) stand beside the French ones.

/** Day on which the sources below were last read. Later changes are not known here. */
export const RATES_READ: Day = '2026-08-22';

const OSS_START: Day = '2021-07-01';
/** European Commission's rate database (TEDB) as published by vatnode/eu-vat-rates-data-js 3b32dd5. */
const TEDB = 'TEDB 2026-08-22';
/** der-andy/eu-vat-rates 83008c2 (2024-02-20) and ibericode/vat-rates 5abb1e1, both dated. */
const HISTORY = 'vatapp.net history 2024-02-20; ibericode/vat-rates 2025-08-12';

type RateKind = 'standard' | 'reduced';

export interface RatePeriod {
  area: string;
  kind: RateKind;
  rate: Rate;
  /** First day. */
  from: Day;
  /** Last day; null = still in force. */
  to: Day | null;
  source: string;
}

type Row = [area: string, kind: RateKind, percents: number[], from?: Day, to?: Day | null, source?: string];

const ROWS: Row[] = [
  ['DE', 'standard', [19], '2007-01-01', '2020-06-30', '§ 12 (1) UStG'],
  ['DE', 'reduced', [7], '1983-07-01', '2020-06-30', '§ 12 (2) UStG'],
  ['DE', 'standard', [16], '2020-07-01', '2020-12-31', '§ 28 (1) UStG'],
  ['DE', 'reduced', [5], '2020-07-01', '2020-12-31', '§ 28 (2) UStG'],
  ['DE', 'standard', [19], '2021-01-01', null, '§ 12 (1) UStG'],
  ['DE', 'reduced', [7], '2021-01-01', null, '§ 12 (2) UStG'],
  ['AT', 'standard', [20]],
  ['AT', 'reduced', [10, 13]],
  ['AT', 'reduced', [4.9], '2026-07-01', null, 'TEDB change of 2026-07-01; essentiaglobalservices.com'],
  ['BE', 'standard', [21]],
  ['BE', 'reduced', [6, 12]],
  ['BG', 'standard', [20]],
  ['BG', 'reduced', [9]],
  ['CY', 'standard', [19]],
  ['CY', 'reduced', [5, 9]],
  ['CY', 'reduced', [3], '2023-07-21', null, 'Gazette 2023-07-21 (meridianglobalservices.com)'],
  ['CZ', 'standard', [21]],
  ['CZ', 'reduced', [10, 15], OSS_START, '2023-12-31', HISTORY],
  ['CZ', 'reduced', [12], '2024-01-01', null, HISTORY],
  ['DK', 'standard', [25]],
  ['EE', 'standard', [20], OSS_START, '2023-12-31', HISTORY],
  ['EE', 'standard', [22], '2024-01-01', '2025-06-30', HISTORY],
  ['EE', 'standard', [24], '2025-07-01', null, HISTORY],
  ['EE', 'reduced', [9]],
  ['EE', 'reduced', [5], '2022-08-01', '2024-12-31', 'law of 2022-05-18 (numeri.ee; tungstenautomation.com)'],
  ['EE', 'reduced', [13], '2025-01-01', null, HISTORY],
  ['ES', 'standard', [21]],
  ['ES', 'reduced', [4, 10]],
  ['ES', 'reduced', [5], '2023-01-01', '2024-09-30', 'RDL 20/2022, 4/2024 (rmboulanger.com)'],
  ['ES', 'reduced', [2, 7.5], '2024-10-01', '2024-12-31', 'RDL 4/2024 (rmboulanger.com)'],
  ['FI', 'standard', [24], OSS_START, '2024-08-31', HISTORY],
  ['FI', 'standard', [25.5], '2024-09-01', null, HISTORY],
  ['FI', 'reduced', [10]],
  ['FI', 'reduced', [14], OSS_START, '2025-12-31', 'vatupdate.com 2026-01-10'],
  ['FI', 'reduced', [13.5], '2026-01-01', null, 'vatupdate.com 2026-01-10'],
  ['FR', 'standard', [20]],
  ['FR', 'reduced', [2.1, 5.5, 10]],
  ['FR-20R', 'standard', [20]],
  ['FR-20R', 'reduced', [0.9, 2.1, 5.5, 10, 13], OSS_START, null, 'art. 297 CGI; TEDB 2026-08-22'],
  ['GR', 'standard', [24]],
  ['GR', 'reduced', [6, 13]],
  ['HR', 'standard', [25]],
  ['HR', 'reduced', [5, 13]],
  ['HU', 'standard', [27]],
  ['HU', 'reduced', [5, 18]],
  ['IE', 'standard', [23]],
  ['IE', 'reduced', [9, 13.5]],
  ['IT', 'standard', [22]],
  ['IT', 'reduced', [4, 5, 10]],
  ['LT', 'standard', [21]],
  ['LT', 'reduced', [5]],
  ['LT', 'reduced', [9], OSS_START, '2025-12-31', 'Law XV-287 (sovos.com 2026-01-05)'],
  ['LT', 'reduced', [12], '2026-01-01', null, 'Law XV-287 (sovos.com 2026-01-05)'],
  ['LU', 'standard', [17], OSS_START, '2022-12-31', HISTORY],
  ['LU', 'standard', [16], '2023-01-01', '2023-12-31', HISTORY],
  ['LU', 'standard', [17], '2024-01-01', null, HISTORY],
  ['LU', 'reduced', [3]],
  ['LU', 'reduced', [8, 14], OSS_START, '2022-12-31', HISTORY],
  ['LU', 'reduced', [7, 13], '2023-01-01', '2023-12-31', HISTORY],
  ['LU', 'reduced', [8, 14], '2024-01-01', null, HISTORY],
  ['LV', 'standard', [21]],
  ['LV', 'reduced', [5, 12]],
  ['MT', 'standard', [18]],
  ['MT', 'reduced', [5, 7]],
  ['MT', 'reduced', [12], '2024-01-01', null, 'vatcalc.com; TEDB 2026-08-22'],
  ['NL', 'standard', [21]],
  ['NL', 'reduced', [9]],
  ['PL', 'standard', [23]],
  ['PL', 'reduced', [5, 8]],
  ['PT', 'standard', [23]],
  ['PT', 'reduced', [6, 13]],
  ['PT-20', 'standard', [16], OSS_START, null, 'DL 347/85; vatabout.com 2024-09-13'],
  ['PT-20', 'reduced', [4, 9], OSS_START, null, 'DL 347/85; vatabout.com 2024-09-13'],
  ['PT-30', 'standard', [22], OSS_START, null, 'DL 347/85; vatupdate.com 2024-09-05'],
  ['PT-30', 'reduced', [12], OSS_START, null, 'DL 347/85; vatupdate.com 2024-09-05'],
  ['PT-30', 'reduced', [5], OSS_START, '2024-09-30', 'DLR 6/2024/M (vatupdate.com 2024-09-05)'],
  ['PT-30', 'reduced', [4], '2024-10-01', null, 'DLR 6/2024/M (vatupdate.com 2024-09-05)'],
  ['RO', 'standard', [19], OSS_START, '2025-07-31', HISTORY],
  ['RO', 'standard', [21], '2025-08-01', null, HISTORY],
  ['RO', 'reduced', [5, 9], OSS_START, '2025-07-31', HISTORY],
  ['RO', 'reduced', [11], '2025-08-01', null, HISTORY],
  ['SE', 'standard', [25]],
  ['SE', 'reduced', [6, 12]],
  ['SI', 'standard', [22]],
  ['SI', 'reduced', [5, 9.5]],
  ['SK', 'standard', [20], OSS_START, '2024-12-31', HISTORY],
  ['SK', 'standard', [23], '2025-01-01', null, HISTORY],
  ['SK', 'reduced', [10], OSS_START, '2024-12-31', HISTORY],
  ['SK', 'reduced', [5, 19], '2025-01-01', null, HISTORY],
  ['XI', 'standard', [20], OSS_START, null, 'ibericode/vat-rates (GB); Windsor Framework, art. 8'],
  ['XI', 'reduced', [5], OSS_START, null, 'ibericode/vat-rates (GB); Windsor Framework, art. 8'],
];

/** Every rate with its first and last day and where it was read. */
export const ratePeriods: readonly RatePeriod[] = ROWS.flatMap(
  ([area, kind, percents, from = OSS_START, to = null, source = TEDB]) =>
    percents.map((percent) => ({ area, kind, rate: rate(Math.round(percent * 100)), from, to, source })),
);

/** The rates an area had on a day, the standard rate first, then falling. None for areas and days not in the table. */
export function ratesOn(area: string | null, day: Day): Rate[] {
  return ratePeriods
    .filter(
      (period) => period.area === area && period.from <= day && (period.to === null || day <= period.to),
    )
    .map((period) => period.rate)
    .sort((a, b) => b - a);
}
