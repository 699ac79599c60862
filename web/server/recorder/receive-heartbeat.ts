import { AppError } from '@workcompanion/core/errors';
import { pick } from '@workcompanion/core/pick';
import {
  DEVICE_FACTS,
  type HeartbeatRequest,
  type HeartbeatResponse,
} from '@workcompanion/core/protocol/messages';
import { newestCheckpoint } from '@workcompanion/db/queries/newest-checkpoint';
import { policyVersionsOf } from '@workcompanion/db/queries/policy-of-device';
import { devices } from '@workcompanion/db/schema/devices';
import { eq } from 'drizzle-orm';
import { noteContradiction } from '../checkpoints/note-contradiction.ts';
import type { DeviceContext } from '../device-context.ts';
import { keyWindowAt } from '../keys/key-window.ts';
import { noteUpdate } from '../releases/note-update.ts';
import { offerRelease } from '../releases/release-offered-to.ts';
import { isWatchedNow } from '../views/is-watched-now.ts';

/** Keeps what the recorder says of itself, and tells it what it should act by. */
export async function receiveHeartbeat(
  ctx: DeviceContext,
  beat: HeartbeatRequest,
): Promise<HeartbeatResponse> {
  const now = ctx.now();
  const { backlog } = beat;
  const [known] = await ctx.db
    .update(devices)
    .set({
      ...pick(beat, DEVICE_FACTS),
      // A recorder that has just started has no frame yet; the last one of before stays known.
      lastFrameAt: beat.lastFrameAt ?? undefined,
      lastSeenAt: now,
      updatesBy: beat.updates?.by ?? null,
      journalStated: beat.journalEnd ?? null,
      backlogSegments: backlog.segments,
      backlogBytes: backlog.bytes,
      backlogOldest: backlog.oldest,
    })
    .where(eq(devices.id, ctx.device.id))
    .returning({
      next: devices.journalNext,
      end: devices.journalEnd,
      approval: devices.approval,
    });
  if (beat.checkpointProblem) await noteContradiction(ctx, beat.checkpointProblem);
  if (beat.updates?.last) await noteUpdate(ctx, beat.updates.last);
  const release = beat.updates?.by === 'portal' ? await offerRelease(ctx) : null;
  const checkpoint = await newestCheckpoint(ctx.db);
  return {
    serverTime: now,
    policyVersion: await policyVersion(ctx),
    keyWindow: keyWindowAt(now, ctx.config.keyWindowHours),
    watchedNow: await isWatchedNow(ctx.db, ctx.device.id, now),
    approval: known?.approval === 'waiting' ? 'waiting' : 'approved',
    journal: known && { next: known.next, end: known.end },
    ...(release === null ? {} : { release }),
    ...(checkpoint === null ? {} : { checkpoint: checkpoint.jws }),
  };
}

async function policyVersion(ctx: DeviceContext): Promise<number> {
  const version = (await policyVersionsOf(ctx.db, [ctx.device.id])).get(ctx.device.id);
  if (version === undefined)
    throw new AppError('unavailable', 'There is no policy yet: run migrate.');
  return version;
}
