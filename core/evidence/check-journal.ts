import { statementHash, verifyStatement } from '../crypto/statement.ts';
import { linkProblem } from '../crypto/verify-chain.ts';
import { isAppError } from '../errors.ts';
import type { CheckedJournal, CheckedStatement } from './checked-statement.ts';
import { aboutFile, aboutStatement, type Finding, finding } from './finding.ts';
import type { PackageDevice } from './manifest.ts';
import { JournalLine } from './package-documents.ts';
import { parseLines } from './parse-document.ts';

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
  const findings = [...stretch.findings, ...context.findings];
  if (findings.length === 0) {
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
  if (!lines)
    return { statements: [], findings: [finding('document-unreadable', aboutFile(path))] };
  const statements: CheckedStatement[] = [];
  const findings: Finding[] = [];
  let expected = { index: firstIndex, prev };
  for (const line of lines) {
    const read = await readLine(device, line, expected.index);
    if ('code' in read) {
      findings.push(read);
      expected = { index: expected.index + 1, prev: '' };
      continue;
    }
    const { statement, hash } = read;
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
  return { statements, findings };
}

async function readContext(device: PackageDevice, documents: ReadonlyMap<string, Uint8Array>) {
  const statements: CheckedStatement[] = [];
  const findings: Finding[] = [];
  if (device.context === null) return { statements, findings };
  const bytes = documents.get(device.context);
  const lines = bytes && parseLines(JournalLine, bytes);
  if (!lines) findings.push(finding('document-unreadable', aboutFile(device.context)));
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
    else if (index <= last || index >= device.journal.firstIndex) {
      findings.push(finding('context-order', about));
    } else statements.push(read);
    last = Math.max(last, index);
  }
  return { statements, findings };
}

async function readLine(
  device: PackageDevice,
  line: JournalLine | null,
  index: number,
): Promise<CheckedStatement | Finding> {
  const about = aboutStatement(device.device, index);
  if (line === null) return finding('statement-unreadable', about);
  try {
    const statement = await verifyStatement(line.statement, device.publicKey);
    const hash = statementHash(line.statement);
    return { statement, jws: line.statement, hash, receipt: line.receipt };
  } catch (error) {
    if (isAppError(error, 'signature-invalid')) return finding('statement-signature', about);
    if (isAppError(error, 'statement-invalid')) return finding('statement-unreadable', about);
    throw error;
  }
}
