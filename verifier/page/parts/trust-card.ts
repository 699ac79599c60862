import { fillTemplate } from '@workcompanion/core/evidence/words/tell-finding';
import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';
import type { ViewContext } from '../view-context.ts';

/** RFC 7638, SHA-256, base64url. */
const FINGERPRINT = /^[\w-]{43}$/;

/**
 * Takes what the reader knows from elsewhere, and shows what he has named already. `takesAuthority`: what is
 * checked may hold a certificate of the server.
 */
export function trustCard(
  { language, actions, trust }: ViewContext,
  { takesAuthority }: { readonly takesAuthority: boolean },
): HTMLElement {
  const words = PAGE_WORDS[language];
  const named = [
    ...trust.serverKeys.map((key) => fillTemplate(words.trustedKey, { key })),
    ...counted(words.trustedServerAuthorities, trust.serverAuthorities.length),
    ...counted(words.trustedAuthorities, trust.authorities.length),
  ].map((text) => element('li', { text }));
  const input = element('input', {
    class: 'field',
    attributes: { type: 'text', id: 'fingerprint', autocomplete: 'off', spellcheck: 'false' },
  });
  const file = picker(words.trustFile, (chosen) => actions.open(chosen, null));
  const authority = picker(words.trustAuthority, (chosen) => {
    void actions.trustAuthority(chosen).then((isRead) => {
      input.setCustomValidity(isRead ? '' : words.trustAuthorityWrong);
      if (!isRead) input.reportValidity();
    });
  });
  const form = element('form', {}, [
    element('label', { class: 'label', text: words.trustKey, attributes: { for: 'fingerprint' } }),
    element('div', { class: 'row' }, [
      input,
      element('button', { class: 'button', text: words.trustUse, attributes: { type: 'submit' } }),
      element('label', { class: 'button pick', text: words.trustFile }, [file]),
      takesAuthority
        ? element('label', { class: 'button pick', text: words.trustAuthority }, [authority])
        : null,
    ]),
  ]);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const key = input.value.trim();
    input.setCustomValidity(FINGERPRINT.test(key) ? '' : words.trustKeyWrong);
    if (form.reportValidity()) actions.trustKey(key);
  });
  input.addEventListener('input', () => input.setCustomValidity(''));
  return element('section', { class: 'card trust' }, [
    element('h2', { text: words.trust }),
    element('p', { class: 'dim', text: words.trustText }),
    named.length === 0 ? null : element('ul', { class: 'trusted' }, named),
    form,
  ]);
}

function counted(words: string, count: number): string[] {
  return count === 0 ? [] : [fillTemplate(words, { count })];
}

function picker(label: string, onChoose: (file: File) => void): HTMLInputElement {
  const input = element('input', { attributes: { type: 'file', 'aria-label': label } });
  input.addEventListener('change', () => {
    const [chosen] = input.files ?? [];
    if (chosen !== undefined) onChoose(chosen);
  });
  return input;
}
