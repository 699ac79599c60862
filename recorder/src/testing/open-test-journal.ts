import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { readStatement } from '@workcompanion/core/crypto/statement';
import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import { DeviceId, newId } from '@workcompanion/core/ids';
import type { Statement } from '@workcompanion/core/protocol/statement';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../core/clock.ts';
import { Journal } from '../core/journal/journal.ts';
import { openDatabase } from '../core/journal/journal-database.ts';
import { LastEntryNote } from '../core/journal/last-entry-note.ts';
import { tempFolder } from './temp-folder.ts';

/** A journal of its own in a temporary folder, with its keys. */
export async function openTestJournal(clock: Clock = systemClock) {
  const folder = await tempFolder();
  const { publicKey, privateKey } = await generateSigningKeyPair();
  const device = newId(DeviceId);
  const segments = join(folder, 'segments');
  await mkdir(segments);
  const database = openDatabase(join(folder, 'journal.db'));
  const note = new LastEntryNote(join(folder, 'last-entry'));
  onTestFinished(() => {
    database.close();
    note.close();
  });
  const log = pino({ level: 'silent' });
  const author = { device, privateKey, clock, clockOffset: () => null };
  const options = { ...author, database, note, segments, log };
  const stored = () =>
    database
      .prepare<[], { statement: string }>('select statement from journal order by "index"')
      .all()
      .map(({ statement }) => statement);
  return {
    folder,
    segments,
    database,
    device,
    publicKey,
    privateKey,
    journal: new Journal(options),
    /** The same again, as the next start opens it. */
    reopen: () => new Journal(options),
    statements: (): Statement[] => stored().map(readStatement),
    verify: () => verifyChain(stored(), publicKey),
  };
}
