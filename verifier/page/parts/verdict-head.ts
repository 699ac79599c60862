import type { Outcome } from '@workcompanion/core/evidence/verdict';
import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';
import type { ViewContext } from '../view-context.ts';

const SIGNS = { proven: '✓', broken: '✕', unproven: '?', consistent: '!' } as const;

interface Head {
  readonly outcome: Outcome;
  readonly title: string;
  readonly text: string;
  /** Of the file. */
  readonly name: string;
}

/** Says the verdict itself, and what can be done with the page. */
export function verdictHead({ language, actions }: ViewContext, head: Head): HTMLElement {
  const words = PAGE_WORDS[language];
  const { outcome, title, text, name } = head;
  return element('section', { class: `verdict ${outcome}`, attributes: { role: 'status' } }, [
    element('span', {
      class: 'sign',
      text: SIGNS[outcome],
      attributes: { 'aria-hidden': 'true' },
    }),
    element('div', { class: 'grow' }, [
      element('h1', { text: title }),
      element('p', { text }),
      element('p', { class: 'file', text: name }),
    ]),
    element('div', { class: 'verdict-actions' }, [
      element('button', { class: 'button', text: words.print, onClick: () => print() }),
      element('button', { class: 'button', text: words.another, onClick: actions.reset }),
    ]),
  ]);
}
