import { randomBytes } from 'node:crypto';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { wrapTotpSecret } from '../account/totp.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Gives an account an authenticator, and returns what shows its code of now. */
export async function giveTotp({ db, user, masterKey, now }: UserContext): Promise<() => string> {
  const secret = randomBytes(20);
  await db
    .update(users)
    .set({ totpSecret: wrapTotpSecret(masterKey, user.id, secret), totpSince: now() })
    .where(eq(users.id, user.id));
  const totp = new TOTP({ secret: new Secret({ buffer: Uint8Array.from(secret).buffer }) });
  return () => totp.generate({ timestamp: now() / 1000 });
}
