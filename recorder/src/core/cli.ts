#!/usr/bin/env node
import { isAppError } from '@workcompanion/core/errors';
import { parseCommandLine, USAGE } from './cli/parse-command-line.ts';
import { printCheckpoints } from './cli/print-checkpoints.ts';
import { printReply } from './cli/print-reply.ts';
import { runRecorder } from './cli/run-recorder.ts';
import { askRecorder } from './control/ask-recorder.ts';
import { RequestFailure } from './device/request-failure.ts';
import { readEnvironment } from './env.ts';
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
