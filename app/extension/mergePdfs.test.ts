import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, it } from 'vitest';
import { mergePdfs } from './mergePdfs.server.ts';

async function pdf(...widths: number[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const width of widths) document.addPage([width, 842]);
  return document.save();
}

it('puts the pages of all documents behind each other', async () => {
  const merged = await PDFDocument.load(
    await mergePdfs([await pdf(100), await pdf(200, 300), await pdf(400)]),
  );
  expect(merged.getPages().map((page) => page.getWidth())).toEqual([100, 200, 300, 400]);
});

it('does not touch a single document', async () => {
  const single = await pdf(100);
  expect(await mergePdfs([single])).toBe(single);
});
