// What a merchant may type into the search field. Numbers are kept as their beginnings, so that "RE-10" finds
// "RE-1001"; names and addresses only as keyed fingerprints, because they are personal: of whole words and of their
// beginnings. The two differ, so that whoever looks for exactly one person never meets another's by a beginning.

const MIN = 2;

/** "#1001" and "1001", "RE-1001" and "re 1001" are the same to a merchant. */
const squeeze = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const inShop = (shopId: string, word: string): string => `${shopId.slice(0, 8)}:${word}`;

/** Everything an order can be found by: the beginnings of its name and of its documents' numbers. */
export function numberIndex(shopId: string, numbers: string[]): string[] {
  const words = numbers.flatMap((number) => {
    const whole = squeeze(number);
    const digits = /\d+$/.exec(whole)?.[0] ?? '';
    return [...beginnings(whole), ...beginnings(digits)];
  });
  return [...new Set(words)].map((word) => inShop(shopId, word));
}

function beginnings(word: string): string[] {
  if (word === '') return [];
  const shorter = Array.from({ length: Math.max(0, word.length - MIN) }, (_, index) =>
    word.slice(0, MIN + index),
  );
  return [...shorter, word];
}

/** The entry of the index that a typed number stands for; null when nothing of it could be in a number. */
export function numberKey(shopId: string, typed: string): string | null {
  const word = squeeze(typed);
  return word === '' ? null : inShop(shopId, word);
}

/** Words of names, companies and addresses, as they are compared: no case, no accents, ß as ss. */
export function nameWords(texts: (string | null)[]): string[] {
  const words = texts.flatMap((text) => plain(text ?? '').split(/[\s,;()"]+/));
  return [...new Set(words.filter((word) => word.length >= MIN))];
}

const SHORTEST = 3;
/** Nobody types more of a name before choosing. */
const LONGEST = 12;
const BEGINNING = '…';

/** What stands in the index for the beginnings of words, "musterm…" for "mustermann" among them. */
export const wordBeginnings = (words: string[]): string[] => [
  ...new Set(
    words.flatMap((word) =>
      Array.from({ length: Math.max(0, Math.min(word.length, LONGEST) - SHORTEST + 1) }, (_, index) =>
        beginning(word.slice(0, SHORTEST + index)),
      ),
    ),
  ),
];

/** What a typed beginning of a word is looked up as; null when it is too short or too long for one. */
export const beginningKey = (typed: string): string | null =>
  typed.length >= SHORTEST && typed.length <= LONGEST ? beginning(typed) : null;

const beginning = (typed: string) => `${typed}${BEGINNING}`;

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{Diacritic}/gu, '');
