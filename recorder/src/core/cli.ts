#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { AppError, isAppError } from '@workcompanion/core/errors';
import { CheckpointStore } from './checkpoints/checkpoint-store.ts';
import { parseCommandLine, USAGE } from './cli/parse-command-line.ts';
import { printReply } from './cli/print-reply.ts';
import { runRecorder } from './cli/run-recorder.ts';
import { askRecorder } from './control/ask-recorder.ts';
import { readIdentity } from './device/device-identity.ts';
import { RequestFailure } from './device/request-failure.ts';
import { readEnvironment } from './env.ts';
import { openDatabase } from './journal/journal-database.ts';
import { runForShell } from './shell/run-for-shell.ts';
import { RECORDER_VERSION } from './version.ts';

async function main(): Promise<void> {
  const env = readEnvironment();
  const command = parseCommandLine(process.argv.slice(2), env);
  switch (command.kind) {
    case 'help':
      process.stdout.write(USAGE);
      return;
    case 'version':
      process.stdout.write(`${RECORDER_VERSION}\n`);
      return;
    case 'checkpoints':
      return await printCheckpoints(command.folder);
    case 'ask':
      return printReply(await askRecorder(command.folder, command.request), command.locale);
    case 'run':
      return command.shell === undefined
        ? runRecorder(command, env)
        : runForShell({ ...command, shell: command.shell }, env);
  }
}

// Only the owner may read what this process writes.
process.umask(0o077);
try {
  await main();
  process.exit(0);
} catch (error) {
  const expected = isAppError(error) || error instanceof RequestFailure;
  process.stderr.write(`${expected ? error.message : describe(error)}\n`);
  process.exit(1);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Prints the checkpoints that this device keeps, so that they can be compared with the server's. Works
 * whether or not the recorder runs. Throws `unavailable` when the folder holds no recorder's data.
 */
async function printCheckpoints(folder: string): Promise<void> {
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
