import { wordsOf } from '../../words/tell-finding.ts';
import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';
import type { PageState, ViewContext } from '../view-context.ts';
import { custodyCard } from './custody-card.ts';
import { factsCard, fingerprintsCard } from './facts-card.ts';
import { findingsCard } from './findings-card.ts';
import { footageCard } from './footage-card.ts';
import { trustCard } from './trust-card.ts';

const SIGNS = { proven: '✓', broken: '✕', unproven: '?', consistent: '!' } as const;

/** Shows the verdict first, then what it is about, then how it was reached. */
export function verdictView(
  context: ViewContext,
  checked: Extract<PageState, { kind: 'checked' }>,
  leaving: AbortSignal,
): HTMLElement {
  const { language, actions } = context;
  const { verdict, reader, name } = checked;
  const { title, text } = wordsOf(language).outcomes[verdict.outcome];
  const words = PAGE_WORDS[language];
  const teller = { language, facts: verdict.facts };
  const { facts } = verdict;
  return element('main', { class: 'wide' }, [
    element('section', { class: `verdict ${verdict.outcome}`, attributes: { role: 'status' } }, [
      element('span', {
        class: 'sign',
        text: SIGNS[verdict.outcome],
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
    ]),
    facts === null ? null : trustCard(context),
    facts === null ? null : factsCard(facts, teller),
    facts === null ? null : footageCard({ facts, reader, teller, leaving }),
    findingsCard(verdict.findings, teller),
    facts === null ? null : custodyCard(facts, teller),
    facts === null ? null : fingerprintsCard(facts, teller),
    element('p', { class: 'compare', text: words.compare }),
  ]);
}
