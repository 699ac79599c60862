import type { SearchReportVerdict } from '@workcompanion/core/evidence/search-report/check-search-report';
import { SEARCH_REPORT_WORDS } from '@workcompanion/core/evidence/search-report/search-report-words';
import { tellSearchReport } from '@workcompanion/core/evidence/search-report/tell-search-report';
import type { Language } from '@workcompanion/core/evidence/words/words';
import { printable } from './tell-verdict.ts';

/** Writes what a search report says, and whose word it is, as a page of text. */
export function tellSearchVerdict(verdict: SearchReportVerdict, language: Language): string {
  const words = SEARCH_REPORT_WORDS[language];
  const { title, text } = words.outcomes[verdict.outcome];
  const head = [title.toUpperCase(), text];
  if (verdict.outcome === 'broken') return lines([...head, words.problems[verdict.problem]]);
  const told = tellSearchReport(verdict.report, language);
  const facts = [...told.facts, [words.facts.serverKey, verdict.serverKey] as const];
  return lines([
    ...head,
    '',
    told.title,
    ...told.sentences.map((sentence) => `  · ${sentence}`),
    '',
    ...facts.map(([name, value]) => `  ${name}: ${value}`),
    '',
    told.columns.join(' | '),
    ...told.rows.map((row) => row.join(' | ')),
  ]);
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${printable(line)}\n`).join('');
}
