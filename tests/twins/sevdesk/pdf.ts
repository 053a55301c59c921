import type { TwinDocument } from './documents.ts';

/** A valid PDF of one page that says which document it is and what it amounts to. */
export function documentPdf(document: TwinDocument): Uint8Array {
  const title = { RE: 'Rechnung', SR: 'Stornorechnung', CN: 'Gutschrift' }[document.type] ?? document.type;
  const sum = (document.sums.gross / 100).toFixed(2).replace('.', ',');
  const lines = [`${title} ${document.number ?? '(Entwurf)'}`, `Gesamtbetrag ${sum} ${document.currency}`];
  const drawing = lines.map(
    (line, index) => `BT /F1 18 Tf 72 ${760 - index * 30} Td (${escape(line)}) Tj ET`,
  );
  return assemble([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    stream(drawing.join('\n')),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]);
}

const escape = (text: string) => text.replaceAll(/[\\()]/g, '\\$&');
const stream = (content: string) =>
  `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`;

/** Objects, the table of where each of them begins, and the trailer. */
function assemble(objects: string[]): Uint8Array {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}`;
  file += `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.lastIndexOf('xref\n0')}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
