import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';
import type { ViewContext } from '../view-context.ts';

export function progressView({ language }: ViewContext, name: string): HTMLElement {
  const words = PAGE_WORDS[language];
  return element('main', { class: 'narrow' }, [
    element('div', { class: 'card' }, [
      element('h2', { text: name }),
      element('p', { text: words.checking, attributes: { role: 'status' } }),
      element('progress', { attributes: { max: '1', 'aria-label': words.checking } }),
    ]),
  ]);
}

/** On the bar that is shown, if one is. */
export function showShare(done: number, total: number): void {
  const bar = document.querySelector('progress');
  if (bar !== null && total > 0) bar.value = done / total;
}
