import { AppError } from '@workcompanion/core/errors';
import type { Statement } from '@workcompanion/core/protocol/statement';
import type { Tx } from '@workcompanion/db/client';
import type { DeviceContext } from '../device-context.ts';
import { openDepositedKey } from '../keys/open-deposited-key.ts';
import { appendEntry } from './append-entry.ts';
import { noteCheckpointSeen } from './effects/note-checkpoint-seen.ts';
import { noteGap, notePause, noteResume } from './effects/note-gap.ts';
import { noteJournalDamage } from './effects/note-journal-damage.ts';
import { noteLostTrack } from './effects/note-lost-track.ts';
import { noteRecordingEnd, noteRecordingStart } from './effects/note-recording.ts';
import type { ProvenStatement } from './prove-statement.ts';

/** Takes a statement that comes without a body, and returns its receipt. */
export async function recordStatement(
  ctx: DeviceContext,
  proven: ProvenStatement,
): Promise<string> {
  return appendEntry(ctx, proven, await effectOf(ctx, proven.statement));
}

async function effectOf(
  ctx: DeviceContext,
  statement: Statement,
): Promise<(tx: Tx) => Promise<void>> {
  switch (statement.kind) {
    case 'recording-started':
      return (tx) => noteRecordingStart(tx, statement);
    case 'recording-ended':
      return (tx) => noteRecordingEnd(tx, statement);
    case 'gap':
      return (tx) => noteGap({ tx, now: ctx.now() }, statement);
    case 'paused':
      return (tx) => notePause({ tx, now: ctx.now() }, statement);
    case 'resumed':
      return (tx) => noteResume({ tx, now: ctx.now() }, statement);
    case 'key-deposited':
      return openDepositedKey(ctx, statement);
    case 'checkpoint-seen':
      return (tx) => noteCheckpointSeen(ctx, tx, statement);
    case 'policy-applied':
    case 'notice-acknowledged':
      return async () => {};
    case 'journal-damaged':
      return (tx) => noteJournalDamage(tx, statement);
    case 'window-track':
      return noteLostTrack(ctx, statement);
    case 'segment':
      throw new AppError('statement-mismatch', 'A segment is sent together with its bytes (PUT).');
  }
}
