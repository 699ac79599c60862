#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { AppError, isAppError } from '@workcompanion/core/errors';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { CheckpointStore } from './checkpoints/checkpoint-store.ts';
import { parseCommandLine, USAGE } from './cli/parse-command-line.ts';
import { progressLine, startingLine } from './cli/progress-line.ts';
import { runRecorder } from './cli/run-recorder.ts';
import { askRecorder } from './control/ask-recorder.ts';
import type { ControlReply } from './control/control-messages.ts';
import { readIdentity } from './device/device-identity.ts';
import { RequestFailure } from './device/request-failure.ts';
import { readEnvironment } from './env.ts';
import { openDatabase } from './journal/journal-database.ts';
import type { NoticeLocale } from './policy/notice-locales.ts';
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

/** Prints an answer. Throws what the recorder refused. */
function printReply(reply: ControlReply, locale: NoticeLocale): void {
  if ('error' in reply) throw new AppError('invalid-input', reply.error);
  if ('status' in reply) {
    const { status } = reply;
    process.stdout.write(`${progressLine(status)}\n`);
    process.stdout.write(`recorded for ${status.personName}, kept at ${status.server}\n`);
    if (status.checkpointProblem !== null) {
      const { kind, checkpoint } = status.checkpointProblem;
      process.stdout.write(
        `the server contradicts what it showed before (${kind}, checkpoint ${checkpoint}): ` +
          'see workcompanion-recorder checkpoints\n',
      );
    }
    if (status.kept.segments > 0) {
      const { segments, bytes } = status.kept;
      process.stdout.write(
        `${segments} segments (${formatBytes(bytes, 'en')}) are uploaded, and kept here until the server ` +
          'has committed to them\n',
      );
    }
    if (status.former.entries > 0) {
      const { segments, bytes, refused } = status.former;
      process.stdout.write(
        `${segments} segments (${formatBytes(bytes, 'en')}) of this computer's former enrolment wait` +
          `${refused > 0 ? `, ${refused} of its entries are refused` : ''}\n`,
      );
    }
    if (status.journalDamage !== null) {
      const { at, lost, isTold } = status.journalDamage;
      process.stdout.write(
        `the journal was damaged (found ${new Date(at / 1000).toISOString()}): ` +
          `${lost} of its entries are gone here, recording goes on` +
          `${isTold ? ', and the portal knows of it' : ''}\n`,
      );
    }
    if (status.parked > 0) process.stdout.write(`${status.parked} entries were refused\n`);
    return;
  }
  if ('view' in reply || 'testing' in reply || 'url' in reply) return;
  if ('starting' in reply) {
    process.stdout.write(`○ ${startingLine(reply.starting)}\n`);
    return;
  }
  if ('stopping' in reply) {
    process.stdout.write('The recorder ends.\n');
    return;
  }
  if (reply.notice === null) {
    process.stdout.write('The server has not told its policy yet.\n');
    return;
  }
  process.stdout.write(`${reply.notice.text[locale]}\n\n`);
  process.stdout.write(reply.acknowledged ? 'Acknowledged.\n' : 'Not acknowledged yet.\n');
}
