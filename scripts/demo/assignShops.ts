import type { Story } from './readStories.ts';

/** Where the orders without choices of their own play. */
export const COMMON_SHOP = 'demo-shop.myshopify.com';

/** A shop of the demo: its choices, and the stories that play in it. */
export interface DemoShop {
  domain: string;
  name: string;
  stories: Story[];
  gateways: string[];
}

/** Short enough for the note on a document, so that it tells shops apart that share a sevdesk account. */
const HANDLE = 20;

/** Each order with settings of its own plays in a shop of its own, all others in the common one. */
export function assignShops(stories: Story[]): DemoShop[] {
  const common = stories.filter(({ settings, settingsBefore }) => !settings && !settingsBefore);
  const own = stories.filter((story) => !common.includes(story));
  return [
    shopOf(COMMON_SHOP, 'Demo-Shop', common),
    ...own.map((story, index) => {
      const name = story.file.replace(/\.json$/, '');
      const slug = name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .slice(0, HANDLE - 4)
        .replace(/^-+|-+$/g, '');
      return shopOf(`s${index + 1}-${slug || 'shop'}.myshopify.com`, name, [story]);
    }),
  ].filter(({ stories: those }, index) => index === 0 || those.length > 0);
}

const shopOf = (domain: string, name: string, stories: Story[]): DemoShop => ({
  domain,
  name,
  stories,
  gateways: [...new Set(stories.flatMap(({ gateways }) => gateways))].sort(),
});

/**
 * Stories that may play at the same time: no two of them want VIES to say different things about one VAT id.
 */
export function wavesOf(stories: Story[]): Story[][] {
  const waves: { stories: Story[]; says: Map<string, string> }[] = [];
  for (const story of stories) {
    const said = JSON.stringify(story.vat);
    const fits = (says: Map<string, string>) => !story.vat || (says.get(story.vat.vatId) ?? said) === said;
    let wave = waves.find(({ says }) => fits(says));
    if (!wave) waves.push((wave = { stories: [], says: new Map() }));
    wave.stories.push(story);
    if (story.vat) wave.says.set(story.vat.vatId, said);
  }
  return waves.map((wave) => wave.stories);
}
