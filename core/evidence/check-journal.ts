import { base64url } from 'jose';
import { ChainBreaks } from '../crypto/chain-breaks.ts';
import { readReceipt } from '../crypto/server-statements.ts';
import { statementHash, verifyStatement } from '../crypto/statement.ts';
import { linkProblem } from '../crypto/verify-chain.ts';
import { isAppError } from '../errors.ts';
import type { CheckedJournal, CheckedStatement } from './checked-statement.ts';
import { aboutFile, aboutStatement, type Finding, finding } from './finding.ts';
import type { PackageDevice } from './manifest.ts';
import { JournalLine } from './package-documents.ts';
import { type Parsed, parseLines, unreadable } from './read-documents.ts';
import { repeatedName } from './repeated-name.ts';

const LINK_CODES = {
  device: 'statement-device',
  index: 'journal-order',
  prev: 'journal-link',
} as const;

/**
 * A device's signed chain: each statement by its key, each pointing at the one before, none missing.
 * Goes on after a break, so that every break is named.
 */
export async function checkJournal(
  device: PackageDevice,
  documents: ReadonlyMap<string, Uint8Array>,
): Promise<{ readonly journal: CheckedJournal; readonly findings: readonly Finding[] }> {
  const stretch = await readStretch(device, documents.get(device.journal.path));
  const context = await readContext(device, documents);
  const said = [...stretch.statements, ...context.statements];
  for (const { statement } of said) stretch.breaks.hear(statement);
  const findings = [
    ...stretch.findings,
    ...context.findings,
    ...breakFindings(device, stretch.breaks, said),
    ...falseDamages(said),
  ];
  if (findings.every(({ status }) => status === 'note')) {
    const { firstIndex, count } = device.journal;
    findings.push(
      finding(
        'journal-whole',
        { kind: 'device', device: device.device },
        { host: device.hostname, first: firstIndex, last: firstIndex + count - 1, count },
      ),
    );
  }
  const journal = { device, stretch: stretch.statements, context: context.statements };
  return { journal, findings };
}

async function readStretch(device: PackageDevice, bytes: Uint8Array | undefined) {
  const { firstIndex, prev, count, path } = device.journal;
  const lines = bytes && parseLines(JournalLine, bytes);
  if (!lines) return { statements: [], findings: notRead(path, bytes), breaks: new ChainBreaks() };
  const statements: CheckedStatement[] = [];
  const findings: Finding[] = [];
  const breaks = new ChainBreaks();
  let expected = { index: firstIndex, prev };
  for (const line of lines) {
    const read = await readLine(device, line, expected.index);
    if ('code' in read) {
      findings.push(read);
      expected = { index: expected.index + 1, prev: '' };
      continue;
    }
    const { statement, hash } = read;
    if (statement.index > expected.index) {
      breaks.found({
        first: expected.index,
        last: statement.index - 1,
        prev: statement.prev,
      });
      expected = { index: statement.index, prev: '' };
    }
    // After a line that could not be read there is nothing to compare `prev` with.
    const point = expected.prev === '' ? { ...expected, prev: statement.prev } : expected;
    const problem = linkProblem(statement, { ...point, device: device.device });
    if (problem !== undefined) {
      findings.push(
        finding(LINK_CODES[problem], aboutStatement(device.device, statement.index), {
          expected: expected.index,
        }),
      );
    }
    if (problem !== 'device') statements.push(read);
    expected = { index: statement.index + 1, prev: hash };
  }
  if (lines.length !== count) {
    const params = { count: lines.length, expected: count };
    findings.push(finding('journal-extent', aboutFile(path), params));
  }
  return { statements, findings, breaks };
}

/** A file that is not there is named where the files are. */
function notRead(path: string, bytes: Uint8Array | undefined): Finding[] {
  return bytes === undefined ? [] : [unreadable(path, { problem: 'not UTF-8' })];
}

/** Entries that are absent: by the device's own word, or without one. */
function breakFindings(
  { device, hostname }: PackageDevice,
  { unnamed, extent, absent }: ChainBreaks,
  said: readonly CheckedStatement[],
): Finding[] {
  if (unnamed !== null) {
    return [finding('journal-order', aboutStatement(device, unnamed), { expected: unnamed })];
  }
  const about = { kind: 'device', device } as const;
  if (extent !== null) {
    return [finding('journal-damaged', about, { host: hostname, ...extent, count: absent })];
  }
  return said
    .filter(({ statement }) => statement.kind === 'journal-damaged')
    .map(({ statement: { index } }) =>
      finding('journal-damage-told', aboutStatement(device, index)),
    );
}

/** Whoever said that an entry would never come can't send it afterwards. */
function falseDamages(said: readonly CheckedStatement[]): Finding[] {
  return said.flatMap(({ statement: damage, receipt }) => {
    if (damage.kind !== 'journal-damaged') return [];
    const toldAt = receivedAt(receipt);
    const isLost = (index: number) =>
      damage.lost.some(({ first, last }) => first <= index && index <= last);
    return said
      .filter((other) => isLost(other.statement.index) && receivedAt(other.receipt) > toldAt)
      .map(({ statement: { device, index } }) =>
        finding('journal-damage-false', aboutStatement(device, index), { damage: damage.index }),
      );
  });
}

/** Whether the receipt is the server's is looked at where all of them are. */
function receivedAt(receipt: string): number {
  try {
    return readReceipt(receipt).receivedAt;
  } catch (error) {
    if (isAppError(error)) return 0;
    throw error;
  }
}

async function readContext(device: PackageDevice, documents: ReadonlyMap<string, Uint8Array>) {
  const statements: CheckedStatement[] = [];
  const findings: Finding[] = [];
  if (device.context === null) return { statements, findings };
  const bytes = documents.get(device.context);
  const lines = bytes && parseLines(JournalLine, bytes);
  if (!lines) findings.push(...notRead(device.context, bytes));
  let last = -1;
  for (const line of lines ?? []) {
    const read = await readLine(device, line, last + 1);
    if ('code' in read) {
      findings.push(read);
      continue;
    }
    const { index } = read.statement;
    const about = aboutStatement(device.device, index);
    if (read.statement.device !== device.device) findings.push(finding('statement-device', about));
    else if (index <= last || (index >= device.journal.firstIndex && !mayComeAfter(read))) {
      findings.push(finding('context-order', about));
    } else statements.push(read);
    last = Math.max(last, index);
  }
  return { statements, findings };
}

const LATE = new Set<string>(['journal-damaged', 'checkpoint-seen', 'window-track']);

/**
 * A word on entries that are absent may come long after them, and one on the server's key too; what was in
 * front is stated when its track ends.
 */
function mayComeAfter({ statement }: CheckedStatement): boolean {
  const { kind, restates } = statement;
  return restates !== undefined || LATE.has(kind);
}

async function readLine(
  device: PackageDevice,
  parsed: Parsed<JournalLine>,
  index: number,
): Promise<CheckedStatement | Finding> {
  const about = aboutStatement(device.device, index);
  if ('repeated' in parsed) return finding('document-ambiguous', about, { name: parsed.repeated });
  if ('problem' in parsed) return finding('statement-unreadable', about);
  const { statement: jws, receipt } = parsed.value;
  try {
    const statement = await verifyStatement(jws, device.publicKey);
    const name = repeatedName(payloadOf(jws));
    if (name !== null) return finding('document-ambiguous', about, { name });
    return { statement, jws, hash: statementHash(jws), receipt };
  } catch (error) {
    if (isAppError(error, 'signature-invalid')) return finding('statement-signature', about);
    if (isAppError(error, 'statement-invalid')) return finding('statement-unreadable', about);
    throw error;
  }
}

function payloadOf(jws: string): string {
  return new TextDecoder().decode(base64url.decode(jws.split('.')[1] ?? ''));
}
