import type { PackageFacts } from '@workcompanion/core/evidence/verdict';
import {
  fillTemplate,
  hostOf,
  type Teller,
  tellServerTimes,
  tellStretch,
  wordsOf,
} from '@workcompanion/core/evidence/words/tell-finding';
import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';

/** Tells who, what and when, as the sealed manifest has it. */
export function factsCard(
  facts: PackageFacts,
  teller: Teller,
  zipSha256: Promise<string> | null,
): HTMLElement {
  const { manifest } = facts;
  const words = wordsOf(teller.language).facts;
  const computers = manifest.devices.map(
    ({ hostname, displays }) => `${hostname} (${displays.join(', ')})`,
  );
  const rows = [
    [words.person, manifest.person.name],
    [words.case, manifest.case.title],
    [words.clip, manifest.clip.title],
    [words.time, tellStretch(manifest, teller)],
    ...tellServerTimes(facts, teller),
    [words.computers, computers.join(' · ')],
  ];
  const card = definitions('card facts', rows);
  if (zipSha256 !== null) card.append(digestRow(words.zip, zipSha256));
  return card;
}

/** A large zip takes some seconds to be hashed; the rest of the page does not wait for it. */
function digestRow(name: string, digest: Promise<string>): HTMLElement {
  const value = element('dd', { text: '…' });
  void digest.then((hex) => {
    value.textContent = hex;
  });
  return element('div', {}, [element('dt', { text: name }), value]);
}

/** Shows the fingerprints, to be compared with those that are known from elsewhere. */
export function fingerprintsCard(facts: PackageFacts, teller: Teller): HTMLElement {
  const words = wordsOf(teller.language);
  const rows = [
    [words.facts.serverKey, facts.serverKeys.at(-1) ?? ''],
    ...facts.deviceKeys.map(({ device, fingerprint }) => [
      fillTemplate(words.facts.deviceKey, { host: hostOf(device, facts) }),
      fingerprint,
    ]),
    [words.facts.package, facts.manifestSha256],
  ];
  return element('section', { class: 'card' }, [
    element('h2', { text: PAGE_WORDS[teller.language].fingerprints }),
    definitions('fingerprints', rows),
    element('p', { class: 'dim', text: words.deviceKeyNote }),
  ]);
}

/** Names and what they are. */
export function definitions(className: string, rows: readonly (readonly string[])[]): HTMLElement {
  return element(
    'dl',
    { class: className },
    rows.map(([name = '', value = '']) =>
      element('div', {}, [element('dt', { text: name }), element('dd', { text: value })]),
    ),
  );
}
