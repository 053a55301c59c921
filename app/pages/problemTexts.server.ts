import { catalogue, type ProblemCode } from '../accounting/catalogue.ts';
import { exampleFacts } from '../accounting/exampleFacts.ts';
import { explain, general } from '../accounting/explain.ts';
import type { ToldFacts } from '../accounting/problem.ts';
import type { Bilingual } from '../ui/bilingual.ts';
import type { ExplainedProblem } from '../ui/order/ProblemCard.tsx';

// Loaders hand problems over in both languages: the page knows which one it speaks, and the catalogue stays out of
// the browser.

const isKnown = (code: string): code is ProblemCode => Object.hasOwn(catalogue, code);

/** The short name of a problem; a general one of an unknown code (written by a newer version). */
export function problemTitle(code: string, facts?: ToldFacts): Bilingual {
  if (!isKnown(code))
    return { de: 'Neuer Grund, bitte laden Sie die Seite neu', en: 'New reason, please reload the page' };
  const title = (language: 'de' | 'en') =>
    (facts ? explain({ code, facts }, language) : general(code, language)).title;
  return { de: title('de'), en: title('en') };
}

/** What the button of a problem does. */
export const problemAction = (code: string): ExplainedProblem['action'] =>
  isKnown(code) ? catalogue[code].action : 'none';

/** A problem with everything there is to say about it; null for a code that this version does not know. */
export function explained({ code, facts }: { code: string; facts: ToldFacts }): ExplainedProblem | null {
  if (!isKnown(code)) return null;
  const de = explain({ code, facts }, 'de');
  const en = explain({ code, facts }, 'en');
  const pick = ({ title, explanation, fix }: typeof de) => ({ title, explanation, fix });
  return { code, text: { de: pick(de), en: pick(en) }, fixedBy: de.fixedBy, action: de.action };
}

/** A kind of problem as its page of help tells it, with examples for the figures of an order; null for an unknown code. */
export function helpOn(code: string): (ExplainedProblem & { example: boolean }) | null {
  if (!isKnown(code)) return null;
  const facts = exampleFacts(code);
  const help = explained({ code, facts });
  return help && { ...help, example: Object.keys(facts).length > 0 };
}

/** Every code there is, by its group and with all that is said of it, for the pages of help. */
export function allProblems(): { code: string; group: string; title: Bilingual; words: Bilingual }[] {
  return (Object.keys(catalogue) as ProblemCode[]).map((code) => {
    const words = (language: 'de' | 'en') => {
      const { explanation, fix } = general(code, language);
      return `${explanation} ${fix}`;
    };
    return {
      code,
      group: code.split('.')[0]!,
      title: problemTitle(code),
      words: { de: words('de'), en: words('en') },
    };
  });
}
