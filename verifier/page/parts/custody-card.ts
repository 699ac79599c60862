import type { PackageCustody } from '@workcompanion/core/evidence/package-documents';
import type { PackageFacts } from '@workcompanion/core/evidence/verdict';
import { type Teller, tellTime, wordsOf } from '../../words/tell-finding.ts';
import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';

/** Shows who chose, requested, approved and made the package; null when the server tells nothing. */
export function custodyCard({ custody }: PackageFacts, teller: Teller): HTMLElement | null {
  if (custody.length === 0) return null;
  const words = PAGE_WORDS[teller.language];
  const rows = custody.map((step) =>
    element('li', {}, [
      element('time', { text: tellTime(step.at, teller) }),
      element('b', { text: step.user ?? words.system }),
      element('span', { text: wordsOf(teller.language).custody[step.action] }),
      element('span', { class: 'dim', text: tellNote(step, teller) }),
    ]),
  );
  return element('section', { class: 'card' }, [
    element('h2', { text: words.custody }),
    element('ol', { class: 'custody' }, rows),
  ]);
}

type Step = PackageCustody['events'][number];

/** What was said with a step. A request begins with the code of its reason: "complaint: Letter 4711". */
function tellNote({ action, note }: Pick<Step, 'action' | 'note'>, teller: Teller): string {
  if (action !== 'package-requested') return note;
  const [code = '', ...rest] = note.split(': ');
  const reason = wordsOf(teller.language).reasons[code];
  return reason === undefined ? note : [reason, ...rest].join(': ');
}
