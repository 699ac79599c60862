import { SEARCH_REPORT_WORDS } from '@workcompanion/core/evidence/search-report/search-report-words';
import { tellSearchReport } from '@workcompanion/core/evidence/search-report/tell-search-report';
import { element } from '../element.ts';
import type { PageState, ViewContext } from '../view-context.ts';
import { definitions } from './facts-card.ts';
import { trustCard } from './trust-card.ts';
import { verdictHead } from './verdict-view.ts';

type Reported = Extract<PageState, { kind: 'reported' }>;

/** Shows of a search report whose word it is, then what was found and how far was looked. */
export function reportView(context: ViewContext, reported: Reported): HTMLElement {
  const { language } = context;
  const { verdict } = reported;
  const words = SEARCH_REPORT_WORDS[language];
  const { outcome } = verdict;
  const head = { ...words.outcomes[outcome], outcome, name: reported.name };
  if (outcome === 'broken') {
    const problem = element('section', { class: 'card' }, [
      element('p', { class: 'problem', text: words.problems[verdict.problem] }),
    ]);
    return element('main', { class: 'wide' }, [verdictHead(context, head), problem]);
  }
  const { title, sentences, facts, columns, rows } = tellSearchReport(verdict.report, language);
  const [answer = '', ...others] = sentences;
  return element('main', { class: 'wide' }, [
    verdictHead(context, head),
    trustCard(context, { takesAuthority: false }),
    element('section', { class: 'card report' }, [
      element('h2', { text: title }),
      element('p', { class: 'answer', text: answer }),
      element(
        'ul',
        {},
        others.map((sentence) => element('li', { text: sentence })),
      ),
      definitions('facts', [...facts, [words.facts.serverKey, verdict.serverKey]]),
    ]),
    element('section', { class: 'card report' }, [table(title, columns, rows)]),
  ]);
}

function table(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  const heads = columns.map((text) => element('th', { text, attributes: { scope: 'col' } }));
  const lines = rows.map((row) =>
    element(
      'tr',
      {},
      row.map((text) => element('td', { text })),
    ),
  );
  // It is wider than a phone, and is then scrolled by keyboard too.
  return element(
    'div',
    { class: 'scrolled', attributes: { tabindex: '0', role: 'region', 'aria-label': title } },
    [
      element('table', {}, [
        element('thead', {}, [element('tr', {}, heads)]),
        element('tbody', {}, lines),
      ]),
    ],
  );
}
