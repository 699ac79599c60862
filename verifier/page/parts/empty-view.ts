import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';
import type { EmptyProblem, ViewContext } from '../view-context.ts';
import { trustCard } from './trust-card.ts';

/** Shows where a package can be dropped or chosen. */
export function emptyView(context: ViewContext, problem: EmptyProblem | null): HTMLElement {
  const { language, actions } = context;
  const words = PAGE_WORDS[language];
  const input = element('input', {
    attributes: { type: 'file', accept: '.zip,application/zip', 'aria-label': words.choose },
  });
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file !== undefined) actions.open(file, null);
  });
  const folder = element('input', {
    attributes: { type: 'file', webkitdirectory: '', 'aria-label': words.folder },
  });
  folder.addEventListener('change', () => actions.openFolder([...(folder.files ?? [])]));
  const zone = element('label', { class: 'drop' }, [
    element('span', { class: 'drop-title', text: words.drop }),
    element('span', { class: 'button primary', text: words.choose }),
    input,
  ]);
  const text = problem === 'failed' ? words.failed : words.notAPackage;
  return element('main', { class: 'narrow' }, [
    element('h1', { text: words.title }),
    element('p', { class: 'lead', text: words.lead }),
    problem === null ? null : element('p', { class: 'alert', text, attributes: { role: 'alert' } }),
    zone,
    element('p', {}, [element('label', { class: 'button pick', text: words.folder }, [folder])]),
    element(
      'ul',
      { class: 'promises' },
      words.promises.map((promise) => element('li', { text: promise })),
    ),
    trustCard(context, { takesAuthority: true }),
  ]);
}
