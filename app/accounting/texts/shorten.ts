const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * A text of at most `length` UTF-16 units that ends between two characters as people see them: no half of an emoji, no
 * letter without its accent. What is cut off is shown by "…".
 */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > length - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
