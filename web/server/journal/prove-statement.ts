import {
  readStatement,
  statementHash,
  verifyStatement,
} from '@workcompanion/core/crypto/statement';
import { AppError } from '@workcompanion/core/errors';
import type { Statement } from '@workcompanion/core/protocol/statement';
import type { AuthenticatedDevice } from '../device-context.ts';

/** A statement whose signature is the sending device's own. */
export interface ProvenStatement<S extends Statement = Statement> {
  readonly jws: string;
  /** SHA-256 of the compact form, base64url. */
  readonly hash: string;
  readonly statement: S;
}

/** Throws `statement-invalid`, `foreign-device`, `signature-invalid`. */
export async function proveStatement(
  device: AuthenticatedDevice,
  jws: string,
): Promise<ProvenStatement> {
  const statement = await verifyStatement(jws, device.publicKey).catch((error: unknown) => {
    // Somebody else's statement verifies by their key, not by the sender's: say rather that.
    assertOwn(device, readStatement(jws));
    throw error;
  });
  assertOwn(device, statement);
  return { jws, hash: statementHash(jws), statement };
}

function assertOwn(sender: AuthenticatedDevice, statement: Statement): void {
  if (statement.device === sender.id) return;
  throw new AppError('foreign-device', `The statement is of device ${statement.device}.`, {
    details: { sender: sender.id, statementOf: statement.device },
  });
}
