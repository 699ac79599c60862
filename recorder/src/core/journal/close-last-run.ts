import type { WeeklySchedule } from '@workcompanion/core/protocol/policy';
import type { AliveStamp } from '../alive-stamp.ts';
import { type RecoveryContext, recoverOpenSegments } from '../capture/recover-open-segments.ts';
import type { Clock } from '../clock.ts';
import { explainAbsence } from './explain-absence.ts';
import type { Facts } from './facts.ts';
import type { ReservedSpace } from './reserved-space.ts';

export interface LastRunContext extends RecoveryContext {
  readonly facts: Facts;
  readonly alive: AliveStamp;
  readonly reserve: Pick<ReservedSpace, 'releasedAt'>;
  readonly clock: Clock;
  readonly schedule: WeeklySchedule | null;
}

/** µs. A run that met a full disk still showed signs of life for a second or two. */
const SIGN_OF_LIFE = 3_000_000;

/** Finishes the last run: first its footage, which tells when it ended, then the gap since. May run twice. */
export async function closeLastRun(context: LastRunContext): Promise<void> {
  await recoverOpenSegments(context);
  const { journal, facts, alive, reserve, bootId, clock, schedule } = context;
  const damage = facts.get('journal-damage');
  const crash = facts.get('crash');
  const ranIn = facts.get('boot');
  const rebooted = ranIn !== null && ranIn !== bootId;
  const lastAlive = await alive.read();
  const fullAt = reserve.releasedAt;
  const diedFull = fullAt !== null && fullAt <= (lastAlive ?? fullAt) + SIGN_OF_LIFE;
  const bodies = explainAbsence({
    recordings: journal.openRecordings(),
    gaps: journal.openGaps(),
    lastAlive,
    now: clock.utc(),
    cause: diedFull ? 'disk-full' : crash !== null || rebooted ? 'crashed' : 'killed',
    note: crash ?? (rebooted ? 'the machine went down' : null),
    schedule,
    fullSince: diedFull ? null : fullAt,
    damaged: damage === facts.get('explained-damage') ? null : journal.lastFootage(),
  });
  if (bodies.length > 0) await journal.append(...bodies.map((body) => ({ body })));
  facts.set('boot', bootId);
  if (damage !== null) facts.set('explained-damage', damage);
  facts.clear('crash');
  alive.touch();
}
