import type { Finding } from '@workcompanion/core/evidence/finding';
import { FINDING_GROUPS, groupOf } from '@workcompanion/core/evidence/finding-codes';
import type { Outcome, PackageFacts } from '@workcompanion/core/evidence/verdict';
import {
  type Teller,
  tellFinding,
  tellPlace,
  tellReason,
  tellTime,
  tellUse,
  wordsOf,
} from '@workcompanion/core/evidence/words/tell-finding';
import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';
import type { PageState, ViewContext } from '../view-context.ts';
import { factsCard, fingerprintsCard } from './facts-card.ts';
import { footageCard } from './footage-card.ts';
import { trustCard } from './trust-card.ts';

const SIGNS = { proven: '✓', broken: '✕', unproven: '?', consistent: '!' } as const;

/** Shows the verdict first, then what it is about, then how it was reached. */
export function verdictView(
  context: ViewContext,
  checked: Extract<PageState, { kind: 'checked' }>,
  leaving: AbortSignal,
): HTMLElement {
  const { language } = context;
  const { verdict, reader, name, zipSha256 } = checked;
  const { title, text } = wordsOf(language).outcomes[verdict.outcome];
  const words = PAGE_WORDS[language];
  const teller = { language, facts: verdict.facts };
  const { facts } = verdict;
  return element('main', { class: 'wide' }, [
    verdictHead(context, { outcome: verdict.outcome, title, text, name }),
    facts === null ? null : trustCard(context, { takesAuthority: true }),
    facts === null ? null : factsCard(facts, teller, zipSha256),
    facts === null ? null : footageCard({ facts, reader, teller, leaving }),
    facts === null ? null : programsCard(facts, teller),
    findingsCard(verdict.findings, teller),
    facts === null ? null : custodyCard(facts, teller),
    facts === null ? null : fingerprintsCard(facts, teller),
    element('p', { class: 'compare', text: words.compare }),
  ]);
}

interface Head {
  readonly outcome: Outcome;
  readonly title: string;
  readonly text: string;
  /** The file's name. */
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

/** Shows which programs were in front; null where the package tells of none. */
function programsCard({ uses }: PackageFacts, teller: Teller): HTMLElement | null {
  if (uses.length === 0) return null;
  const rows = uses.map((use) => {
    const [time, seen] = tellUse(use, teller);
    return element('li', {}, [element('time', { text: time }), element('span', { text: seen })]);
  });
  return element('section', { class: 'card' }, [
    element('h2', { text: wordsOf(teller.language).programs.title }),
    element('ol', { class: 'programs' }, rows),
  ]);
}

/** Shows who chose, requested, approved and made the package, and whether a checkpoint holds it; null for nothing. */
function custodyCard({ custody }: PackageFacts, teller: Teller): HTMLElement | null {
  if (custody.length === 0) return null;
  const words = PAGE_WORDS[teller.language];
  const rows = custody.map((step) =>
    element('li', {}, [
      element('time', { text: tellTime(step.at, teller) }),
      element('b', { text: step.user ?? words.system }),
      element('span', { text: wordsOf(teller.language).custody[step.action] }),
      element('span', { class: 'dim', text: tellReason(step, teller) }),
      step.isCommitted
        ? element('b', { text: words.committed })
        : element('span', { class: 'dim', text: words.onlyTold }),
    ]),
  );
  return element('section', { class: 'card' }, [
    element('h2', { text: words.custody }),
    element('ol', { class: 'custody' }, rows),
  ]);
}

const WEIGHT = { broken: 0, unproven: 1, open: 2, proven: 3, note: 4 } as const;

/** Shows everything that was checked by chapter: broken points come first, then unproven ones. */
function findingsCard(findings: readonly Finding[], teller: Teller): HTMLElement {
  const chapters = FINDING_GROUPS.map((group) => ({
    title: wordsOf(teller.language).groups[group],
    findings: findings
      .filter(({ code }) => groupOf(code) === group)
      .toSorted((a, b) => WEIGHT[a.status] - WEIGHT[b.status]),
  }));
  return element('section', { class: 'card' }, [
    element('h2', { text: PAGE_WORDS[teller.language].findings }),
    ...chapters
      .filter((chapter) => chapter.findings.length > 0)
      .toSorted((a, b) => worstOf(a.findings) - worstOf(b.findings))
      .map((chapter) =>
        element('div', { class: 'chapter' }, [
          element('h3', { text: chapter.title }),
          element(
            'ul',
            { class: 'findings' },
            chapter.findings.map((one) => row(one, teller)),
          ),
        ]),
      ),
  ]);
}

function worstOf(findings: readonly Finding[]): number {
  // A chapter without problems keeps its place, whatever notes it has.
  return Math.min(WEIGHT.proven, ...findings.map(({ status }) => WEIGHT[status]));
}

function row(finding: Finding, teller: Teller): HTMLElement {
  const place = tellPlace(finding, teller);
  return element('li', { class: finding.status, attributes: { 'data-code': finding.code } }, [
    element('span', { class: 'badge', text: wordsOf(teller.language).statuses[finding.status] }),
    element('div', {}, [
      element('span', { text: tellFinding(finding, teller) }),
      place === '' ? null : element('span', { class: 'place', text: place }),
    ]),
    element('code', { text: finding.code }),
  ]);
}
