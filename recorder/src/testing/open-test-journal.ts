import { join } from 'node:path';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { readStatement } from '@workcompanion/core/crypto/statement';
import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import { DeviceId, newId } from '@workcompanion/core/ids';
import type { Statement } from '@workcompanion/core/protocol/statement';
import { onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../core/clock.ts';
import { Journal } from '../core/journal/journal.ts';
import { openDatabase } from '../core/journal/open-database.ts';
import { tempFolder } from './temp-folder.ts';

/** A journal of its own in a temporary folder, with its keys. */
export async function openTestJournal(clock: Clock = systemClock) {
  const folder = await tempFolder();
  const { publicKey, privateKey } = await generateSigningKeyPair();
  const device = newId(DeviceId);
  const database = openDatabase(join(folder, 'journal.db'));
  onTestFinished(() => {
    database.close();
  });
  const options = { database, device, privateKey, clock, clockOffset: () => null };
  const stored = () =>
    database
      .prepare<[], { statement: string }>('select statement from journal order by "index"')
      .all()
      .map(({ statement }) => statement);
  return {
    ...{ folder, database, device, publicKey, privateKey },
    journal: new Journal(options),
    /** The same again, as the next start opens it. */
    reopen: () => new Journal(options),
    statements: (): Statement[] => stored().map(readStatement),
    verify: () => verifyChain(stored(), publicKey),
  };
}
