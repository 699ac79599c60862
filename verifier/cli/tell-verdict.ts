import type { Finding } from '@workcompanion/core/evidence/finding';
import {
  FINDING_GROUPS,
  type FindingStatus,
  groupOf,
} from '@workcompanion/core/evidence/finding-codes';
import type { Outcome, Verdict } from '@workcompanion/core/evidence/verdict';
import {
  fillTemplate,
  hostOf,
  type Teller,
  tellFinding,
  tellPlace,
  tellServerTimes,
  tellStretch,
  tellUse,
  wordsOf,
} from '@workcompanion/core/evidence/words/tell-finding';
import type { Language } from '@workcompanion/core/evidence/words/words';

const SIGNS: Readonly<Record<FindingStatus, string>> = {
  proven: '✓',
  broken: '✗',
  unproven: '?',
  open: '!',
  note: '·',
};
const COLOURS: Readonly<Record<FindingStatus, string>> = {
  proven: '\u001b[32m',
  broken: '\u001b[31m',
  unproven: '\u001b[33m',
  open: '\u001b[33m',
  note: '\u001b[2m',
};
const PLAIN = '\u001b[0m';

/** Writes the verdict as a page of text. */
export function tellVerdict(
  verdict: Verdict,
  how: {
    readonly language: Language;
    readonly isColoured: boolean;
    /** Hex; null for a folder. */
    readonly zipSha256: string | null;
  },
): string {
  const { language, isColoured, zipSha256 } = how;
  const words = wordsOf(language);
  const teller = { language, facts: verdict.facts };
  const paint = (status: FindingStatus, text: string) =>
    isColoured ? `${COLOURS[status]}${text}${PLAIN}` : text;
  const { title, text } = words.outcomes[verdict.outcome];
  const lines = [
    paint(statusOf(verdict.outcome), title.toUpperCase()),
    text,
    '',
    ...factLines(teller, zipSha256),
  ];
  lines.push(...programLines(teller));
  for (const group of FINDING_GROUPS) {
    const own = verdict.findings.filter(({ code }) => groupOf(code) === group);
    if (own.length === 0) continue;
    lines.push(words.groups[group]);
    for (const one of own) lines.push(...findingLines(one, teller, paint));
    lines.push('');
  }
  return `${lines.join('\n')}\n`;
}

function statusOf(outcome: Outcome): FindingStatus {
  return outcome === 'consistent' ? 'open' : outcome;
}

function findingLines(
  finding: Finding,
  teller: Teller,
  paint: (status: FindingStatus, text: string) => string,
): string[] {
  const place = tellPlace(finding, teller);
  const sign = paint(finding.status, SIGNS[finding.status]);
  return [
    `  ${sign} ${printable(tellFinding(finding, teller))}`,
    `    ${paint('note', [printable(place), `[${finding.code}]`].filter(Boolean).join(' '))}`,
  ];
}

function factLines(teller: Teller, zipSha256: string | null): string[] {
  const { facts } = teller;
  if (facts === null) return [];
  const { manifest } = facts;
  const words = wordsOf(teller.language).facts;
  const rows = [
    [words.person, manifest.person.name],
    [words.case, manifest.case.title],
    [words.clip, manifest.clip.title],
    [words.time, tellStretch(manifest, teller)],
    ...tellServerTimes(facts, teller),
    [words.computers, manifest.devices.map(({ hostname }) => hostname).join(', ')],
    ...(zipSha256 === null ? [] : [[words.zip, zipSha256]]),
    [words.package, facts.manifestSha256],
    [words.serverKey, facts.serverKeys.at(-1) ?? ''],
    ...facts.deviceKeys.map(({ device, fingerprint }) => [
      fillTemplate(words.deviceKey, { host: hostOf(device, facts) }),
      fingerprint,
    ]),
  ];
  return [
    ...rows.map(([name, value]) => `  ${name}: ${printable(value ?? '')}`),
    `  ${wordsOf(teller.language).deviceKeyNote}`,
    '',
  ];
}

/** What was in front; a day has thousands, of which the JSON has all. */
const MOST_PROGRAMS = 200;

function programLines(teller: Teller): string[] {
  const uses = teller.facts?.uses ?? [];
  if (uses.length === 0) return [];
  const words = wordsOf(teller.language);
  const told = uses.slice(0, MOST_PROGRAMS).map((use) => {
    const [time, seen] = tellUse(use, teller);
    return `  ${time}  ${printable(seen)}`;
  });
  const more = uses.length - told.length;
  const rest = more === 0 ? [] : [`  ${fillTemplate(words.more, { more })}`];
  return [words.programs.title, ...told, ...rest, ''];
}

/** Removes control characters, since names in a package must not control the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '');
}
