import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';
import type { ViewContext } from '../view-context.ts';

/** Shows the progress while a package is read, and a way to stop. */
export function progressView({ language, actions }: ViewContext, name: string): HTMLElement {
  const words = PAGE_WORDS[language];
  return element('main', { class: 'narrow' }, [
    element('div', { class: 'card' }, [
      element('h2', { text: name }),
      element('p', { class: 'progress-line' }, [
        element('span', { text: words.checking, attributes: { role: 'status' } }),
        element('output', { attributes: { 'aria-hidden': 'true' } }),
      ]),
      element('progress', { attributes: { max: '1', 'aria-label': words.checking } }),
      element('div', { class: 'row' }, [
        element('button', { class: 'button', text: words.stop, onClick: actions.reset }),
      ]),
    ]),
  ]);
}

/** Updates the progress bar, if one is shown. */
export function showShare(done: number, total: number): void {
  const bar = document.querySelector('progress');
  const share = document.querySelector('.progress-line output');
  if (bar === null || share === null || total === 0) return;
  bar.value = done / total;
  share.textContent = `${Math.floor((done / total) * 100)} %`;
}
