import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { AppError } from '@workcompanion/core/errors';
import { CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import { readIdentity } from '../device/device-identity.ts';
import { openDatabase } from '../journal/journal-database.ts';

/**
 * Prints the checkpoints that this device keeps, so that they can be compared with the server's. Works
 * whether or not the recorder runs. Throws `unavailable` when the folder holds no recorder's data.
 */
export async function printCheckpoints(folder: string): Promise<void> {
  const path = join(folder, 'journal.db');
  if (!existsSync(path)) throw new AppError('unavailable', `There is no journal in ${folder}.`);
  const identity = await readIdentity(folder);
  if (identity === null) throw new AppError('unavailable', `There is no device.json in ${folder}.`);
  const { device, enrolment } = identity;
  const database = openDatabase(path);
  try {
    const store = new CheckpointStore(database);
    const print = (line: string) => process.stdout.write(`${line}\n`);
    print(`# device ${device}`);
    if (enrolment !== null) {
      print(`# server ${enrolment.server}, key ${await keyThumbprint(enrolment.signingKey)}`);
    }
    for (const { number, hash } of store.all()) print(`${number} ${hash}`);
    for (const { kind, checkpoint, kept, shown, foundAt, jws } of store.problems()) {
      const at = new Date(foundAt / 1000).toISOString();
      print(`! ${at} ${kind}: checkpoint ${checkpoint} is ${kept}, and ${shown} was shown`);
      print(`! ${jws}`);
    }
  } finally {
    database.close();
  }
}
