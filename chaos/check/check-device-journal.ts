import type { DeviceBooks, StatementFacts } from './books.ts';
import { hashOf, isSignedBy, payloadOf } from './compact-jws.ts';
import type { ChaosFinding } from './finding.ts';

const FIRST_PREV = 'A'.repeat(43);

interface ReceiptFacts {
  readonly device: string;
  readonly index: number;
  readonly statement: string;
}

/** Signatures, indices and links of a device's own journal, and the server's receipts in it. */
export function checkDeviceJournal(books: DeviceBooks): ChaosFinding[] {
  const findings: ChaosFinding[] = [];
  let prev = FIRST_PREV;
  for (const [place, row] of books.journal.entries()) {
    const broken = brokenLink(books, row.statement, { index: place, prev });
    if (broken !== null)
      findings.push({ kind: 'broken chain', what: `${books.name}, entry ${row.index}: ${broken}` });
    if (row.receipt !== null && !isReceiptOf(books, row.receipt, row))
      findings.push({ kind: 'wrong receipt', what: `${books.name}, entry ${row.index}` });
    prev = hashOf(row.statement);
  }
  return findings;
}

function brokenLink(
  { device, publicKey }: DeviceBooks,
  statement: string,
  expected: { readonly index: number; readonly prev: string },
): string | null {
  if (!isSignedBy(statement, publicKey)) return 'its signature does not verify';
  const said = payloadOf<StatementFacts>(statement);
  if (said.device !== device) return 'it is of another device';
  if (said.index !== expected.index) return `it says it is entry ${said.index}`;
  if (said.prev !== expected.prev) return 'it does not point at the one before it';
  return null;
}

function isReceiptOf(
  { device, serverKey }: DeviceBooks,
  receipt: string,
  { index, statement }: { readonly index: number; readonly statement: string },
): boolean {
  if (!isSignedBy(receipt, serverKey)) return false;
  const said = payloadOf<ReceiptFacts>(receipt);
  return said.device === device && said.index === index && said.statement === hashOf(statement);
}
