import { openSealedKey } from '@workcompanion/core/crypto/sealed-key';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { AppError } from '@workcompanion/core/errors';
import type { KeyDeposited } from '@workcompanion/core/protocol/statement';
import type { Tx } from '@workcompanion/db/client';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import type { z } from 'zod';
import type { ServerContext } from '../context.ts';

/** µs. No recorder makes a key for longer than the longest window that can be configured. */
const MAX_WINDOW = 7 * 24 * 3_600_000_000;

/**
 * Opens a key that a device made offline, and returns how to keep it, wrapped, in the transaction
 * that takes its statement. Throws `statement-invalid`; keeping throws `already-exists`.
 */
export async function openDepositedKey(
  ctx: Pick<ServerContext, 'keys' | 'masterKey' | 'now'>,
  { keyId, window, sealedKey, device }: z.infer<typeof KeyDeposited>,
): Promise<(tx: Tx) => Promise<void>> {
  if (window.to <= window.from || window.to - window.from > MAX_WINDOW) {
    throw new AppError('statement-invalid', `The window of key ${keyId} is not possible.`);
  }
  const key = await openSealedKey(sealedKey, ctx.keys.sealing.privateKey);
  const row = {
    id: keyId,
    deviceId: device,
    windowFrom: window.from,
    windowTo: window.to,
    wrapped: wrapKey(ctx.masterKey, key, keyId),
    origin: 'deposited',
    createdAt: ctx.now(),
  } as const;
  return async (tx) => {
    const kept = await tx
      .insert(dataKeys)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: dataKeys.id });
    if (kept.length === 0) throw new AppError('already-exists', `Key ${keyId} exists already.`);
  };
}
