import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';
import type { ViewContext } from '../view-context.ts';

/** Asks for the password of an encrypted package. */
export function lockedView(
  { language, actions }: ViewContext,
  { file, isWrong }: { readonly file: File; readonly isWrong: boolean },
): HTMLElement {
  const words = PAGE_WORDS[language];
  const input = element('input', {
    class: 'field',
    attributes: { type: 'password', autocomplete: 'off', id: 'password' },
  });
  const form = element('form', { class: 'card locked' }, [
    element('h2', { text: file.name }),
    element('p', { text: words.passwordText }),
    isWrong
      ? element('p', { class: 'alert', text: words.passwordWrong, attributes: { role: 'alert' } })
      : null,
    element('label', { class: 'label', text: words.password, attributes: { for: 'password' } }),
    element('div', { class: 'row' }, [
      input,
      element('button', { class: 'button primary', text: words.open }),
      element('button', {
        class: 'button',
        text: words.another,
        attributes: { type: 'button' },
        onClick: actions.reset,
      }),
    ]),
  ]);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    actions.open(file, input.value);
  });
  queueMicrotask(() => input.focus());
  return element('main', { class: 'narrow' }, [form]);
}
