import { isDeepStrictEqual } from 'node:util';
import { AppError } from '@workcompanion/core/errors';
import { pick } from '@workcompanion/core/pick';
import {
  DEVICE_FACTS,
  type HeartbeatRequest,
  type HeartbeatResponse,
} from '@workcompanion/core/protocol/messages';
import { newestCheckpointJws } from '@workcompanion/db/queries/newest-checkpoint';
import { policyVersionOf } from '@workcompanion/db/queries/policy-of-device';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import { noteContradiction } from '../checkpoints/note-contradiction.ts';
import type { DeviceContext } from '../device-context.ts';
import { keyWindowAt } from '../keys/key-window.ts';
import { noteUpdate } from '../releases/note-update.ts';
import { offerRelease } from '../releases/release-offered-to.ts';
import { isFollowedLive } from '../views/is-watched-now.ts';

/** Keeps what the recorder says of itself, and tells it what it should act by. */
export async function receiveHeartbeat(
  ctx: DeviceContext,
  beat: HeartbeatRequest,
): Promise<HeartbeatResponse> {
  const now = ctx.now();
  const { approval, policyVersion, checkpoint, watchedNow, ...journal } = await keep(
    ctx,
    beat,
    now,
  );
  if (policyVersion === null) {
    throw new AppError('unavailable', 'There is no policy yet: run migrate.');
  }
  if (beat.checkpointProblem) await noteContradiction(ctx, beat.checkpointProblem);
  if (beat.updates?.last) await noteUpdate(ctx, beat.updates.last);
  const release = beat.updates?.by === 'portal' ? await offerRelease(ctx) : null;
  return {
    serverTime: now,
    policyVersion,
    keyWindow: keyWindowAt(now, ctx.config.keyWindowHours),
    watchedNow,
    approval: approval === 'waiting' ? 'waiting' : 'approved',
    journal,
    ...(release === null ? {} : { release }),
    ...(checkpoint === null ? {} : { checkpoint }),
  };
}

const COLUMNS = getTableColumns(devices);
/** What a recorder says at each beat and seldom says otherwise: the row of the device is left alone. */
const SELDOM_CHANGED = DEVICE_FACTS.filter((fact) => isOfDevice(fact));

function isOfDevice(
  fact: (typeof DEVICE_FACTS)[number],
): fact is Extract<(typeof DEVICE_FACTS)[number], keyof typeof COLUMNS> {
  return fact in COLUMNS;
}

/** By one statement, which also asks for the answer; each time of the same words, so that it is planned once. */
async function keep({ db, device }: DeviceContext, beat: HeartbeatRequest, now: number) {
  const { backlog } = beat;
  const [kept] = await db
    .update(deviceStates)
    .set({
      // The table takes those that it has a column for.
      ...pick(beat, DEVICE_FACTS),
      // A recorder that has just started has no frame yet; the last one of before stays known.
      lastFrameAt: sql`coalesce(${sql.param(beat.lastFrameAt, deviceStates.lastFrameAt)}, ${deviceStates.lastFrameAt})`,
      lastSeenAt: now,
      journalStated: beat.journalEnd ?? null,
      backlogSegments: backlog.segments,
      backlogBytes: backlog.bytes,
      backlogOldest: backlog.oldest,
    })
    .from(devices)
    .where(and(eq(deviceStates.deviceId, device.id), eq(devices.id, deviceStates.deviceId)))
    .returning({
      next: deviceStates.journalNext,
      end: deviceStates.journalEnd,
      approval: devices.approval,
      policyVersion: policyVersionOf(db, device.id),
      watchedNow: isFollowedLive(db, device.id, now),
      checkpoint: newestCheckpointJws(db),
      ofDevice: { ...pick(COLUMNS, SELDOM_CHANGED), updatesBy: devices.updatesBy },
      // The next beat says it again: nobody waits for the disk, and a crash costs the last moment's.
      commit: sql`set_config('synchronous_commit', 'off', true)`,
    })
    .prepare('keep_heartbeat')
    .execute();
  if (kept === undefined) throw new AppError('internal', `Device ${device.id} is gone.`);
  const { commit: _, ofDevice, ...answer } = kept;
  const said = { ...pick(beat, SELDOM_CHANGED), updatesBy: beat.updates?.by ?? null };
  if (!isDeepStrictEqual(ofDevice, said)) {
    await db.update(devices).set(said).where(eq(devices.id, device.id));
  }
  return answer;
}
