import type { PackageFacts } from '@workcompanion/core/evidence/verdict';
import { fill, hostOf, type Teller, wordsOf } from '../../words/tell-finding.ts';
import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';

/** What to compare with what one knows from elsewhere. */
export function fingerprintsCard(facts: PackageFacts, teller: Teller): HTMLElement {
  const words = wordsOf(teller.language);
  const rows = [
    [words.facts.serverKey, facts.serverKeys.at(-1) ?? ''],
    ...facts.deviceKeys.map(({ device, fingerprint }) => [
      fill(words.facts.deviceKey, { host: hostOf(device, facts) }),
      fingerprint,
    ]),
    [words.facts.package, facts.manifestSha256],
  ];
  return element('section', { class: 'card' }, [
    element('h2', { text: PAGE_WORDS[teller.language].fingerprints }),
    element(
      'dl',
      { class: 'fingerprints' },
      rows.map(([name = '', value = '']) =>
        element('div', {}, [element('dt', { text: name }), element('dd', { text: value })]),
      ),
    ),
    element('p', { class: 'dim', text: words.deviceKeyNote }),
  ]);
}
