import { randomBytes } from 'node:crypto';
import { sealKey } from '@workcompanion/core/crypto/sealed-key';
import { KeyId, newId } from '@workcompanion/core/ids';
import type { HelloResponse, IssuedKey } from '@workcompanion/core/protocol/messages';
import type { StatementBody } from '@workcompanion/core/protocol/statement';

const DAY_MICROS = 86_400_000_000;

/** The server issues keys of these days alone; for older ones the recorder had to be offline. */
export function isOld(atMs: number): boolean {
  return Date.now() * 1000 - atMs * 1000 > DAY_MICROS;
}

/** A key as a recorder without a network makes it for a day, and the entry that deposits it. */
export async function makeOldKey(
  { sealingKey }: HelloResponse,
  atMs: number,
): Promise<{ readonly issued: IssuedKey; readonly entry: StatementBody }> {
  const key = randomBytes(16);
  const from = Math.floor((atMs * 1000) / DAY_MICROS) * DAY_MICROS;
  const about = { keyId: newId(KeyId), window: { from, to: from + DAY_MICROS } };
  return {
    issued: { ...about, key: key.toString('base64url') },
    entry: { kind: 'key-deposited', ...about, sealedKey: await sealKey(key, sealingKey) },
  };
}
