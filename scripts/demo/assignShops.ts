import type { Scenario } from './readScenarios.ts';

/** Where the orders without choices of their own play. */
export const COMMON_SHOP = 'demo-shop.myshopify.com';

/** A shop of the demo: its choices, and the scenarios that play in it. */
export interface DemoShop {
  domain: string;
  name: string;
  scenarios: Scenario[];
  gateways: string[];
}

/** Short enough for the note on a document, so that it tells shops apart that share a sevdesk account. */
const HANDLE = 20;

/** Each order with settings of its own plays in a shop of its own, all others in the common one. */
export function assignShops(scenarios: Scenario[]): DemoShop[] {
  const common = scenarios.filter(({ settings, settingsBefore }) => !settings && !settingsBefore);
  const own = scenarios.filter((scenario) => !common.includes(scenario));
  return [
    shopOf(COMMON_SHOP, 'Demo-Shop', common),
    ...own.map((scenario, index) => {
      const name = scenario.file.replace(/\.json$/, '');
      const slug = name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .slice(0, HANDLE - 4)
        .replace(/^-+|-+$/g, '');
      return shopOf(`s${index + 1}-${slug || 'shop'}.myshopify.com`, name, [scenario]);
    }),
  ].filter(({ scenarios: those }, index) => index === 0 || those.length > 0);
}

const shopOf = (domain: string, name: string, scenarios: Scenario[]): DemoShop => ({
  domain,
  name,
  scenarios,
  gateways: [...new Set(scenarios.flatMap(({ gateways }) => gateways))].sort(),
});

/**
 * Scenarios that may play at the same time: no two of them want VIES to say different things about one VAT id.
 */
export function wavesOf(scenarios: Scenario[]): Scenario[][] {
  const waves: { scenarios: Scenario[]; says: Map<string, string> }[] = [];
  for (const scenario of scenarios) {
    const said = JSON.stringify(scenario.vat);
    const fits = (says: Map<string, string>) =>
      !scenario.vat || (says.get(scenario.vat.vatId) ?? said) === said;
    let wave = waves.find(({ says }) => fits(says));
    if (!wave) waves.push((wave = { scenarios: [], says: new Map() }));
    wave.scenarios.push(scenario);
    if (scenario.vat) wave.says.set(scenario.vat.vatId, said);
  }
  return waves.map((wave) => wave.scenarios);
}
