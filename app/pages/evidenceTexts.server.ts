import type { TaxEvidence } from '../accounting/documents.ts';
import { explainEvidence, type EvidenceText } from '../accounting/texts/explainEvidence.ts';
import type { Bilingual } from '../ui/bilingual.ts';

/** Why the tax is what it is, in both languages; see problemTexts. */
export const evidenceTexts = (evidence: TaxEvidence): Bilingual<EvidenceText> => ({
  de: explainEvidence(evidence, 'de'),
  en: explainEvidence(evidence, 'en'),
});
