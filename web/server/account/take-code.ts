import { recoveryCodes, users } from '@workcompanion/db/schema/users';
import { and, eq, isNull, lt } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';
import { sha256 } from '../keys/sha256.ts';
import { normaliseRecoveryCode } from './recovery-code.ts';
import { openTotpSecret, stepOfCode } from './totp.ts';

type UserRow = typeof users.$inferSelect;
type Server = Pick<ServerContext, 'db' | 'masterKey' | 'now'>;

export type SecondFactor = 'totp' | 'recovery-code';

/** Takes a code of the authenticator, or a recovery code: each once. Null for one that does not count. */
export async function takeCode(
  server: Server,
  user: UserRow,
  typed: string,
): Promise<SecondFactor | null> {
  const code = typed.replace(/\s/g, '');
  if (/^\d{6}$/.test(code)) return (await takeTotp(server, user, code)) ? 'totp' : null;
  return (await takeRecoveryCode(server, user, code)) ? 'recovery-code' : null;
}

/** RFC 6238, 5.2: "The verifier MUST NOT accept the second attempt of the OTP". */
async function takeTotp(server: Server, user: UserRow, code: string): Promise<boolean> {
  if (user.totpSecret === null) return false;
  const secret = openTotpSecret(server.masterKey, user.id, user.totpSecret);
  const step = stepOfCode(secret, code, server.now() / 1000);
  if (step === null) return false;
  const taken = await server.db
    .update(users)
    .set({ totpStep: step })
    .where(and(eq(users.id, user.id), lt(users.totpStep, step)))
    .returning({ id: users.id });
  return taken.length > 0;
}

async function takeRecoveryCode(server: Server, user: UserRow, code: string): Promise<boolean> {
  const taken = await server.db
    .update(recoveryCodes)
    .set({ usedAt: server.now() })
    .where(
      and(
        eq(recoveryCodes.codeHash, sha256(normaliseRecoveryCode(code))),
        eq(recoveryCodes.userId, user.id),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ userId: recoveryCodes.userId });
  return taken.length > 0;
}
