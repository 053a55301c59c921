import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from '@playwright/test';

/** What the sheets' own files are called. */
const SHEET = 'contact-sheet';
/** Pictures beside each other, and how wide each is shown. */
const COLUMNS = { desktop: 4, phone: 8 };
const WIDTHS = { desktop: 480, phone: 220 };
/** Longer pages are cut: a sheet is looked at as a whole. */
const MOST_PIXELS = 900;

/**
 * One sheet for each language and size of screen with the pictures of all pages in `folder` (name-language-size.png), each
 * under its name. Answers the files it wrote.
 */
export async function contactSheets(browser: Browser, folder: string): Promise<string[]> {
  const files = readdirSync(folder).filter(
    (file) => /-(de|en)-(desktop|phone)\.png$/.test(file) && !file.startsWith(SHEET),
  );
  const written: string[] = [];
  for (const size of ['desktop', 'phone'] as const) {
    for (const language of ['de', 'en'] as const) {
      const ending = `-${language}-${size}.png`;
      const own = files.filter((file) => file.endsWith(ending)).sort();
      if (own.length === 0) continue;
      const width = COLUMNS[size] * (WIDTHS[size] + 16);
      const page = await browser.newPage({ viewport: { width, height: 600 } });
      await page.setContent(sheet(folder, own, ending, WIDTHS[size]));
      const target = path.join(folder, `${SHEET}-${language}-${size}.png`);
      writeFileSync(target, await page.screenshot({ fullPage: true }));
      written.push(target);
      await page.close();
    }
  }
  return written;
}

function sheet(folder: string, files: string[], ending: string, width: number): string {
  const pictures = files.map((file) => {
    const data = readFileSync(path.join(folder, file)).toString('base64');
    const name = file.slice(0, -ending.length);
    return `<figure><figcaption>${name}</figcaption><img src="data:image/png;base64,${data}" width="${width}"></figure>`;
  });
  const style = `body{margin:0;display:flex;flex-wrap:wrap;align-items:flex-start;font:14px sans-serif}
    figure{margin:8px;max-height:${MOST_PIXELS}px;overflow:hidden;border:1px solid #999}`;
  return `<style>${style}</style>${pictures.join('')}`;
}
