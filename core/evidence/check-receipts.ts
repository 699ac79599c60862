import { verifiedByOneOf } from '../crypto/compact-jws.ts';
import { verifyReceipt } from '../crypto/server-statements.ts';
import type { Ed25519Jwk } from '../protocol/primitives.ts';
import type { Receipt } from '../protocol/receipt.ts';
import { aheadBy } from '../protocol/told-times.ts';
import type { CheckedJournal, CheckedStatement } from './checked-statement.ts';
import { aboutStatement, type Finding, finding } from './finding.ts';

export interface ReceiptsCheck {
  /** By the hash of the statement. */
  readonly receipts: ReadonlyMap<string, Receipt>;
  readonly findings: readonly Finding[];
}

/** Whether the server has answered each statement with its own signature, and to that statement. */
export async function checkReceipts(
  { device, stretch, context }: CheckedJournal,
  serverKeys: readonly Ed25519Jwk[],
): Promise<ReceiptsCheck> {
  const receipts = new Map<string, Receipt>();
  const findings: Finding[] = [];
  const statements = [...context, ...stretch];
  for (const one of statements) {
    const about = aboutStatement(device.device, one.statement.index);
    const checked = await verifiedByOneOf(serverKeys, (key) => verifyReceipt(one.receipt, key));
    if (checked === null) findings.push(finding('receipt-signature', about));
    else if (!binds(checked.value, one)) findings.push(finding('receipt-differs', about));
    else {
      receipts.set(one.hash, checked.value);
      if (isEarly(checked.value, one)) findings.push(finding('receipt-early', about));
    }
  }
  if (findings.length === 0 && statements.length > 0) {
    const about = { kind: 'device', device: device.device } as const;
    const params = { host: device.hostname, count: statements.length };
    findings.push(finding('receipts-valid', about, params));
  }
  return { receipts, findings };
}

function binds(receipt: Receipt, { statement, hash }: CheckedStatement): boolean {
  return (
    receipt.statement === hash &&
    receipt.device === statement.device &&
    receipt.index === statement.index
  );
}

/** The server would have known of it before the device said it: one of the clocks was wrong. */
function isEarly({ receivedAt }: Receipt, { statement }: CheckedStatement): boolean {
  return aheadBy(statement, receivedAt) > 0;
}
