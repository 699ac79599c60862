import type { PackageFacts } from '@workcompanion/core/evidence/verdict';
import { type Teller, tellTime, wordsOf } from '../../words/tell-finding.ts';
import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';

/** Who chose, asked for, approved and made the package; nothing when the server tells nothing. */
export function custodyCard({ custody }: PackageFacts, teller: Teller): HTMLElement | null {
  if (custody.length === 0) return null;
  const words = PAGE_WORDS[teller.language];
  const rows = custody.map(({ at, user, action, note }) =>
    element('li', {}, [
      element('time', { text: tellTime(at, teller) }),
      element('b', { text: user ?? words.system }),
      element('span', { text: wordsOf(teller.language).custody[action] }),
      element('span', { class: 'dim', text: note }),
    ]),
  );
  return element('section', { class: 'card' }, [
    element('h2', { text: words.custody }),
    element('ol', { class: 'custody' }, rows),
  ]);
}
