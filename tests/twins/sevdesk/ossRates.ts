// What sevdesk "validates the tax rate of the positions" against under One Stop Shop [SPEC]: the rates of the country
// of delivery. Its own list, apart from the connector's, so that a wrong rate there does not pass here. State of
// autumn 2026: European Commission, Taxes in Europe Database (through vatnode/eu-vat-rates-data of August 2026).

const table = `
at 20 10 13 4.9 | be 21 6 12   | bg 20 9        | cy 19 3 5 9 | cz 21 12  | dk 25      | ee 24 9 13
es 21 4 10      | fi 25.5 10 13.5 | fr 20 2.1 5.5 10 | gr 24 6 13 | hr 25 5 13 | hu 27 5 18 | ie 23 9 13.5
it 22 4 5 10    | lt 21 5 12   | lu 17 3 8      | lv 21 5 12  | mt 18 5 7  | nl 21 9    | pl 23 5 8
pt 23 6 13      | ro 21 11     | se 25 6 12     | si 22 5 9.5 | sk 23 5 19`;

const byCountry = new Map(
  table
    .trim()
    .split(/[|\n]/)
    .map((entry) => {
      const [country = '', ...rates] = entry.trim().split(/\s+/);
      return [country, rates.map((rate) => Math.round(Number(rate) * 100))] as const;
    }),
);

/** What held until the end of the named day; Taxes in Europe Database as above. */
const former: Record<string, { until: string; rates: readonly number[] }[]> = {
  ee: [{ until: '2025-06-30', rates: [2200] }],
  ro: [{ until: '2025-07-31', rates: [1900, 900, 500] }],
  fi: [{ until: '2025-12-31', rates: [1400] }],
  lt: [{ until: '2025-12-31', rates: [900] }],
  sk: [{ until: '2024-12-31', rates: [2000, 1000] }],
};

/** The rates that a country had on a day besides those it has today. */
export const formerOssRates = (country: string, day: string): readonly number[] =>
  (former[country] ?? []).filter(({ until }) => day <= until).flatMap(({ rates }) => rates);

/** Rates of an EU member other than Germany in hundredths of a percent; empty for every other country. */
export const ossRates = (country: string): readonly number[] => byCountry.get(country) ?? [];
