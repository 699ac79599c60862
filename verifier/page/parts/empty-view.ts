import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';
import type { ViewContext } from '../view-context.ts';

/** Shows where a package can be dropped or chosen. */
export function emptyView(
  { language, actions }: ViewContext,
  problem: 'not-a-package' | 'failed' | null,
): HTMLElement {
  const words = PAGE_WORDS[language];
  const input = element('input', {
    attributes: { type: 'file', accept: '.zip,application/zip', 'aria-label': words.choose },
  });
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file !== undefined) actions.open(file, null);
  });
  const zone = element('label', { class: 'drop' }, [
    element('span', { class: 'drop-title', text: words.drop }),
    element('span', { class: 'button primary', text: words.choose }),
    input,
  ]);
  acceptDrops(zone, (file) => actions.open(file, null));
  const text = problem === 'failed' ? words.failed : words.notAPackage;
  return element('main', { class: 'narrow' }, [
    element('h1', { text: words.title }),
    element('p', { class: 'lead', text: words.lead }),
    problem === null ? null : element('p', { class: 'alert', text, attributes: { role: 'alert' } }),
    zone,
    element(
      'ul',
      { class: 'promises' },
      words.promises.map((promise) => element('li', { text: promise })),
    ),
  ]);
}

function acceptDrops(zone: HTMLElement, onFile: (file: File) => void): void {
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('over');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('over');
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined) onFile(file);
  });
}
