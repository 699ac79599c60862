import { randomBytes } from 'node:crypto';
import type { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { signReceipt } from '@workcompanion/core/crypto/server-statements';
import { signStatement, statementHash } from '@workcompanion/core/crypto/statement';
import { type DeviceId, KeyId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import { GENESIS } from '@workcompanion/core/protocol/statement';
import type { Db } from '../client.ts';
import { journalEntries } from '../schema/journal-entries.ts';

type KeyPair = Awaited<ReturnType<typeof generateSigningKeyPair>>;

export interface SegmentEntriesWish {
  readonly device: DeviceId;
  /** The device's own, and the server's. */
  readonly keys: KeyPair;
  readonly server: KeyPair;
  /** UTC µs of the first; one a minute follows. */
  readonly from: number;
  readonly count: number;
}

const MINUTE = 60_000_000;
const BATCH = 500;

/** A journal from its start, as a day of recording fills it; each said, signed and received for real. */
export async function insertSegmentEntries(db: Db, wish: SegmentEntriesWish): Promise<void> {
  const recording = newId(RecordingId, wish.from / 1000);
  const keyId = newId(KeyId, wish.from / 1000);
  let prev = GENESIS;
  let rows: (typeof journalEntries.$inferInsert)[] = [];
  for (let index = 0; index < wish.count; index += 1) {
    const start = wish.from + index * MINUTE;
    const receivedAt = start + MINUTE + 1_200_000 + Math.floor(Math.random() * 300_000);
    const statement = await signStatement(
      {
        v: 1,
        device: wish.device,
        index,
        prev,
        at: start + MINUTE,
        monotonic: 81_000_000 + index * MINUTE,
        clockOffset: 1_480 + (index % 700),
        kind: 'segment',
        segment: newId(SegmentId, start / 1000),
        recording,
        display: 'HDMI-1',
        sequence: index,
        start,
        duration: MINUTE,
        frames: 300,
        bytes: 600_000 + Math.floor(Math.random() * 900_000),
        md5: randomBytes(16).toString('hex'),
        sha256: randomBytes(32).toString('hex'),
        keyId,
        keyDerivation: 'hkdf-sha256-v1',
        iv: randomBytes(16).toString('hex'),
        encoder: 'libx264 veryfast crf 28',
        policyVersion: 3,
        recovered: false,
      },
      wish.keys.privateKey,
    );
    const hash = statementHash(statement);
    const receipt = await signReceipt(
      { v: 1, device: wish.device, index, statement: hash, receivedAt },
      wish.server.privateKey,
    );
    rows.push({
      deviceId: wish.device,
      index,
      recordedAt: start + MINUTE,
      receivedAt,
      kind: 'segment',
      hash: Buffer.from(hash, 'base64url'),
      prev: Buffer.from(prev, 'base64url'),
      statement,
      receipt,
    });
    prev = hash;
    if (rows.length === BATCH || index === wish.count - 1) {
      await db.insert(journalEntries).values(rows);
      rows = [];
    }
  }
}
