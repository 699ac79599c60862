import { formatBytes } from '../../format-bytes.ts';
import type { ProvenUse } from '../check-windows.ts';
import type { Finding } from '../finding.ts';
import type { PackageCustody } from '../package-documents.ts';
import type { PackageFacts } from '../verdict.ts';
import { en } from './en.ts';
import type { Language, Words } from './words.ts';
import { zhCn } from './zh-cn.ts';

const WORDS: Readonly<Record<Language, Words>> = { en, 'zh-CN': zhCn };
const TIMES = new Set([
  'at',
  'sealedAt',
  'start',
  'from',
  'to',
  'until',
  'enrolledAt',
  'madeAt',
  'knownAt',
]);
const SIZES = new Set(['files-whole', 'entry-too-large']);

export interface Teller {
  readonly language: Language;
  /** The facts whose time zone is used; null when the package has none. */
  readonly facts: PackageFacts | null;
}

export function wordsOf(language: Language): Words {
  return WORDS[language];
}

/** Writes a finding as a sentence. */
export function tellFinding({ code, params }: Finding, teller: Teller): string {
  const words = wordsOf(teller.language);
  const told = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, tellParam({ code, name, value }, teller)]),
  );
  const sentence = fillTemplate(words.findings[code], told);
  return 'more' in params ? `${sentence} (${fillTemplate(words.more, told)})` : sentence;
}

/** Tells what a finding is about, if its sentence does not; empty for the package as a whole. */
export function tellPlace({ subject }: Finding, teller: Teller): string {
  const { places } = wordsOf(teller.language);
  if (subject.kind === 'file') return subject.path;
  if (subject.kind === 'key') return subject.fingerprint;
  if (subject.kind === 'checkpoint')
    return fillTemplate(places.checkpoint, { number: subject.number });
  if (subject.kind === 'package' || subject.kind === 'device') return '';
  const host = hostOf(subject.device, teller.facts);
  if (subject.kind === 'statement')
    return fillTemplate(places.statement, { host, index: subject.index });
  return fillTemplate(places.stretch, {
    host,
    display: subject.display,
    time: tellStretch(subject, teller),
  });
}

export function hostOf(device: string, facts: PackageFacts | null): string {
  return facts?.manifest.devices.find((one) => one.device === device)?.hostname ?? device;
}

/** The clip by the server's clock, for each computer whose own clock was wrong. */
export function tellServerTimes(facts: PackageFacts, teller: Teller): [string, string][] {
  const { serverTime } = wordsOf(teller.language).facts;
  return facts.clocks
    .filter(({ isRight }) => !isRight)
    .map((clock) => [
      fillTemplate(serverTime, { host: hostOf(clock.device, facts) }),
      tellStretch(clock, teller),
    ]);
}

type Step = PackageCustody['events'][number];

/** What was said with a step. A request begins with the code of its reason: "complaint: Letter 4711". */
export function tellReason(
  { action, note }: Pick<Step, 'action' | 'note'>,
  teller: Teller,
): string {
  if (action !== 'package-requested') return note;
  const [code = '', ...rest] = note.split(': ');
  const reason = wordsOf(teller.language).reasons[code];
  return reason === undefined ? note : [reason, ...rest].join(': ');
}

/** Time, computer, program and title of what was in front. */
export function tellUse(use: ProvenUse, teller: Teller): [time: string, seen: string] {
  const { none, noTitle } = wordsOf(teller.language).programs;
  const seen = use.program === null ? none : `${use.program} · ${use.title ?? noTitle}`;
  const isOneOfMany = (teller.facts?.manifest.devices.length ?? 0) > 1;
  const host = isOneOfMany ? `${hostOf(use.device, teller.facts)} · ` : '';
  return [tellStretch(use, teller), host + seen];
}

export function tellTime(micros: number, { facts }: Teller): string {
  return formatMoment(micros, facts?.manifest.timeZone ?? 'UTC');
}

export function tellStretch(
  { from, to }: { readonly from: number; readonly to: number },
  { facts }: Teller,
): string {
  return formatStretch(from, to, facts?.manifest.timeZone ?? 'UTC');
}

export function fillTemplate(
  template: string,
  facts: Readonly<Record<string, string | number>>,
): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '')).trim();
}

function tellParam(
  {
    code,
    name,
    value,
  }: { readonly code: string; readonly name: string; readonly value: string | number },
  teller: Teller,
): string {
  const words = wordsOf(teller.language);
  if (typeof value === 'number') {
    if (TIMES.has(name)) return tellTime(value, teller);
    const isSize = SIZES.has(code) && (name === 'bytes' || name === 'expected');
    return isSize ? formatBytes(value, teller.language) : value.toLocaleString(teller.language);
  }
  if (code === 'archive-ambiguous') return ownWord(words.archive, value);
  if (name === 'cause') return ownWord(words.causes, value);
  if (name === 'step') return ownWord(words.custody, value);
  if (name === 'field') return ownWord(words.fields, value);
  if ((code === 'segment-absent' || code === 'windows-absent') && name === 'reason')
    return ownWord(words.absent, value);
  return value;
}

function ownWord(words: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(words, name) ? (words[name] ?? name) : name;
}

const MICROS_PER_MS = 1_000;

/** As `2026-11-24 00:00:09 GMT+8`: read alike everywhere, and a time without its zone proves nothing. */
export function formatMoment(micros: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: knownZone(timeZone),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).formatToParts(new Date(micros / MICROS_PER_MS));
  const told = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, second, timeZoneName } = told;
  return `${year}-${month}-${day} ${hour}:${minute}:${second} ${timeZoneName}`;
}

/** Both ends, the date and the zone as seldom as may be. */
export function formatStretch(from: number, to: number, timeZone: string): string {
  const [fromDate, fromTime, fromZone] = formatMoment(from, timeZone).split(' ');
  const [toDate, toTime, toZone] = formatMoment(to, timeZone).split(' ');
  // A zone may change its offset between the two.
  const zone = fromZone === toZone ? '' : ` ${fromZone}`;
  const date = fromDate === toDate ? '' : `${toDate} `;
  return `${fromDate} ${fromTime}${zone} – ${date}${toTime} ${toZone}`;
}

/** A hostile manifest may name any zone. */
function knownZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch {
    return 'UTC';
  }
}
