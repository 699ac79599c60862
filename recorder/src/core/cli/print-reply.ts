import { AppError } from '@workcompanion/core/errors';
import { formatBytes } from '@workcompanion/core/format-bytes';
import type { ControlReply } from '../control/control-messages.ts';
import type { NoticeLocale } from '../policy/notice.ts';
import { progressLine, startingLine } from './progress-line.ts';

/** Prints an answer. Throws what the recorder refused. */
export function printReply(reply: ControlReply, locale: NoticeLocale): void {
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
  if ('view' in reply) return;
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
