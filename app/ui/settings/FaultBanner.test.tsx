// @vitest-environment jsdom
import { AppProvider } from '@shopify/polaris';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, vi } from 'vitest';
import { merchantSettingsSchema, type FaultyField } from '../../merchant/settings.ts';
import { loadTexts, textsOf, TextsProvider } from '../texts.tsx';
import { FaultBanner } from './FaultBanner.tsx';
import { sectionOf } from './placeOfFault.ts';

vi.hoisted(() => {
  // Polaris asks for it when it is loaded.
  window.matchMedia = (() => ({ matches: false, addListener() {}, removeListener() {} })) as never;
});

const faults: FaultyField[] = [
  { path: 'ossFrom', fault: 'oss_from' },
  { path: 'ownVatId', fault: 'own_vat_id' },
  { path: 'texts.header.de', fault: 'too_long' },
];

it('leads from each fault to its field', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  Element.prototype.scrollIntoView = vi.fn<() => void>();
  await loadTexts('de');
  document.body.innerHTML = `<div id="app"></div>
    <div id="taxes"><input aria-invalid="true" id="oss"><input id="fine"><input aria-invalid="true" id="vat"></div>
    <div id="texts"><textarea aria-invalid="true" id="header"></textarea></div>`;
  const root = createRoot(document.getElementById('app')!);
  act(() =>
    root.render(
      <AppProvider i18n={textsOf('de', 'Europe/Berlin').polaris}>
        <TextsProvider language="de" timeZone="Europe/Berlin">
          <FaultBanner faults={faults} />
        </TextsProvider>
      </AppProvider>,
    ),
  );
  const reached = [...document.querySelectorAll('#app button')].map((button) => {
    act(() => (button as HTMLElement).click());
    return document.activeElement!.id;
  });
  expect(reached).toEqual(['oss', 'vat', 'header']);
  act(() => root.unmount());
});

it('knows the section of every setting, and that section is on the page', async () => {
  const { readdirSync, readFileSync } = await import('node:fs');
  const pages = [
    'app/routes/app.settings.tsx',
    ...readdirSync('app/ui/settings').map((file) => `app/ui/settings/${file}`),
  ];
  const shown = pages.map((file) => readFileSync(file, 'utf8')).join('\n');
  for (const path of [...Object.keys(merchantSettingsSchema.parse({})), 'alertEmail']) {
    const section = sectionOf({ path, fault: 'invalid' });
    expect([path, shown.includes(`<Section name="${section}">`)]).toEqual([path, true]);
  }
});
