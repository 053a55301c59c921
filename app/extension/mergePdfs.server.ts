/**
 * One PDF with the pages of all of them, in their order. A single one is passed on as it is, because it may carry an
 * e-invoice inside, which a copy of its pages would lose.
 */
export async function mergePdfs([first, ...rest]: [Uint8Array, ...Uint8Array[]]): Promise<Uint8Array> {
  if (rest.length === 0) return first;
  // Loaded when it is needed: most prints are of one document.
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const merged = await PDFDocument.create();
  for (const file of [first, ...rest]) {
    const source = await PDFDocument.load(file);
    for (const page of await merged.copyPages(source, source.getPageIndices())) merged.addPage(page);
  }
  return merged.save();
}
