import type { PackageFacts } from '@workcompanion/core/evidence/verdict';
import { type Teller, tellStretch, wordsOf } from '../../words/tell-finding.ts';
import { element } from '../element.ts';

/** Who, what and when: as the sealed manifest has it. */
export function factsCard({ manifest }: PackageFacts, teller: Teller): HTMLElement {
  const words = wordsOf(teller.language).facts;
  const computers = manifest.devices.map(
    ({ hostname, displays }) => `${hostname} (${displays.join(', ')})`,
  );
  const rows = [
    [words.person, manifest.person.name],
    [words.case, manifest.case.title],
    [words.clip, manifest.clip.title],
    [words.time, tellStretch(manifest, teller)],
    [words.computers, computers.join(' · ')],
  ];
  return element(
    'dl',
    { class: 'card facts' },
    rows.map(([name = '', value = '']) =>
      element('div', {}, [element('dt', { text: name }), element('dd', { text: value })]),
    ),
  );
}
