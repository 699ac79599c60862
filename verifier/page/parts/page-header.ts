import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';
import type { ViewContext } from '../view-context.ts';

export function pageHeader(
  { language }: ViewContext,
  on: { readonly toggleTheme: () => void; readonly toggleLanguage: () => void },
): HTMLElement {
  const words = PAGE_WORDS[language];
  return element('header', { class: 'top' }, [
    element('b', { class: 'mark', text: 'W', attributes: { 'aria-hidden': 'true' } }),
    element('span', { class: 'brand', text: 'WorkCompanion' }),
    element('span', { class: 'grow' }),
    element('button', { class: 'quiet', text: words.otherLanguage, onClick: on.toggleLanguage }),
    element('button', { class: 'quiet', text: words.theme, onClick: on.toggleTheme }),
  ]);
}
