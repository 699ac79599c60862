import type { Finding } from '@workcompanion/core/evidence/finding';
import { FINDING_GROUPS, groupOf } from '@workcompanion/core/evidence/finding-codes';
import { type Teller, tellFinding, tellPlace, wordsOf } from '../../words/tell-finding.ts';
import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';

const WEIGHT = { broken: 0, unproven: 1, open: 2, proven: 3, note: 4 } as const;

/** Shows everything that was checked by chapter: broken points come first, then unproven ones. */
export function findingsCard(findings: readonly Finding[], teller: Teller): HTMLElement {
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
