import type { PackageCustody } from '@workcompanion/core/evidence/package-documents';
import { type Teller, wordsOf } from './tell-finding.ts';

type Step = PackageCustody['events'][number];

/** What was said with a step. A request begins with the code of its reason: "complaint: Letter 4711". */
export function tellNote({ action, note }: Pick<Step, 'action' | 'note'>, teller: Teller): string {
  if (action !== 'export-requested') return note;
  const [code = '', ...rest] = note.split(': ');
  const reason = wordsOf(teller.language).reasons[code];
  return reason === undefined ? note : [reason, ...rest].join(': ');
}
