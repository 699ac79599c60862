import { fillTemplate } from '@workcompanion/core/evidence/words/tell-finding';
import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';
import type { ViewContext } from '../view-context.ts';

/** RFC 7638, SHA-256, base64url. */
const FINGERPRINT = /^[\w-]{43}$/;

/** Takes what the reader knows from elsewhere, and shows what he has named already. */
export function trustCard({ language, actions, trust }: ViewContext): HTMLElement {
  const words = PAGE_WORDS[language];
  const named = [
    ...trust.serverKeys.map((key) =>
      element('li', { text: fillTemplate(words.trustedKey, { key }) }),
    ),
    ...(trust.authorities.length === 0
      ? []
      : [
          element('li', {
            text: fillTemplate(words.trustedAuthorities, { count: trust.authorities.length }),
          }),
        ]),
  ];
  const input = element('input', {
    class: 'field',
    attributes: { type: 'text', id: 'fingerprint', autocomplete: 'off', spellcheck: 'false' },
  });
  const file = element('input', { attributes: { type: 'file', 'aria-label': words.trustFile } });
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    if (chosen !== undefined) actions.open(chosen, null);
  });
  const form = element('form', {}, [
    element('label', { class: 'label', text: words.trustKey, attributes: { for: 'fingerprint' } }),
    element('div', { class: 'row' }, [
      input,
      element('button', { class: 'button', text: words.trustUse, attributes: { type: 'submit' } }),
      element('label', { class: 'button pick', text: words.trustFile }, [file]),
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
