import { fillTemplate, formatMoment, formatStretch } from '../words/tell-finding.ts';
import type { Language } from '../words/words.ts';
import { type SearchReport, searchReportTotals } from './search-report.ts';
import { SEARCH_REPORT_WORDS } from './search-report-words.ts';

/** A report as people read it: in a page, and in a terminal. */
interface ToldSearchReport {
  readonly title: string;
  /** What was found, and how far was looked; the first is the answer. */
  readonly sentences: readonly string[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Says what a report holds, and never more than was looked at. */
export function tellSearchReport(report: SearchReport, language: Language): ToldSearchReport {
  const words = SEARCH_REPORT_WORDS[language];
  const names = new Map(report.people.map(({ id, name }) => [id, name]));
  return {
    title: words.title,
    sentences: sentencesOf(report, language),
    facts: factsOf(report, language),
    columns: Object.values(words.columns),
    rows: report.days.map((day) => [
      names.get(day.person) ?? day.person,
      day.date,
      formatTime(day.recordedMicros),
      formatTime(day.readMicros),
      formatTime(Math.max(0, day.recordedMicros - day.readMicros)),
      String(day.waitingSegments),
      formatTime(day.notedMicros),
      String(day.unopened),
    ]),
  };
}

function sentencesOf(report: SearchReport, language: Language): string[] {
  const words = SEARCH_REPORT_WORDS[language];
  const totals = searchReportTotals(report);
  const { places } = report.sought;
  const hasTexts = places.includes('texts');
  const hasWindows = places.some((place) => place !== 'texts');
  const searched = (hasTexts ? totals.readMicros : 0) + (hasWindows ? totals.notedMicros : 0);
  const hits = fillTemplate(words.hits, { count: totals.hits });
  const none = searched === 0 ? words.nothingSearched : words.none;
  const sentences: [isSaid: boolean, sentence: string, facts: Record<string, string | number>][] = [
    [true, totals.hits > 0 ? words.found : none, { hits }],
    [
      hasTexts,
      words.read,
      { read: formatTime(totals.readMicros), recorded: formatTime(totals.recordedMicros) },
    ],
    [
      hasTexts && totals.unreadMicros > 0,
      words.unread,
      { unread: formatTime(totals.unreadMicros) },
    ],
    [hasTexts && totals.waitingSegments > 0, words.waiting, { count: totals.waitingSegments }],
    [hasWindows, words.noted, { noted: formatTime(totals.notedMicros) }],
    [totals.unopened > 0, words.unopened, { count: totals.unopened }],
    [totals.partlySeen > 0, words.partlySeen, { count: totals.partlySeen }],
  ];
  return [
    ...sentences.filter(([isSaid]) => isSaid).map(([, text, facts]) => fillTemplate(text, facts)),
    ...words.limits,
  ];
}

function factsOf(
  report: SearchReport,
  language: Language,
): (readonly [name: string, value: string])[] {
  const words = SEARCH_REPORT_WORDS[language];
  const { sought, people, versions } = report;
  const zone = people[0]?.timeZone ?? 'UTC';
  const told = people.map(({ name, hits }) => {
    return `${name} (${fillTemplate(words.hits, { count: hits })})`;
  });
  const rows: [name: string, value: string | null][] = [
    [words.facts.words, sought.words],
    [words.facts.places, sought.places.map((place) => words.places[place]).join(', ')],
    [words.facts.program, sought.program],
    [words.facts.front, sought.isFrontOnly ? words.frontOnly : null],
    [words.facts.time, formatStretch(sought.from, sought.to, zone)],
    [words.facts.people, told.join(', ')],
    [words.facts.madeBy, report.madeBy.name],
    [words.facts.madeAt, formatMoment(report.madeAt, 'UTC')],
    [words.facts.search, report.search],
    [words.facts.product, versions.product],
    [words.facts.engines, versions.engines.length === 0 ? '–' : versions.engines.join(', ')],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

/** "7:05:09", rounded down: what was looked at is never told as more than it was. */
function formatTime(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return `${hours}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
