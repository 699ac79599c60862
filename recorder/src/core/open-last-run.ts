import type { HostFacts } from '@workcompanion/core/protocol/host-facts';
import type { WeeklySchedule } from '@workcompanion/core/protocol/policy';
import { AliveStamp } from './alive-stamp.ts';
import { type RecoveryContext, recoverOpenSegments } from './capture/recover-open-segments.ts';
import type { Clock } from './clock.ts';
import { isLocked, loadIdentity } from './device/device-identity.ts';
import { enrolAnew } from './device/enrol.ts';
import { readBootId } from './device/host-facts.ts';
import { setAsideCopied, setAsidePrevious } from './device/set-aside-previous.ts';
import { explainAbsence } from './journal/explain-absence.ts';
import { Facts } from './journal/facts.ts';
import type { JournalAuthor } from './journal/journal.ts';
import { type JournalOpening, openJournal } from './journal/open-journal.ts';
import { ReservedSpace } from './journal/reserved-space.ts';
import { PolicyStore } from './policy/policy-store.ts';
import type { RecorderOptions } from './recorder-parts.ts';

interface LastRunContext extends RecoveryContext {
  readonly facts: Facts;
  readonly alive: AliveStamp;
  readonly reserve: Pick<ReservedSpace, 'releasedAt'>;
  readonly clock: Clock;
  readonly schedule: WeeklySchedule | null;
}

/** µs. A run that met a full disk still showed signs of life for a second or two. */
const SIGN_OF_LIFE = 3_000_000;

/**
 * Replaces the device of this folder by a new one, when its identity is lost or another computer's, or somebody asked for it.
 * What the old one recorded is finished and signed by it where that is possible, and is kept for the new
 * one to upload.
 */
export async function replaceDevice(
  options: RecorderOptions,
  { host, segments, clock }: { host: HostFacts; segments: string; clock: Clock },
): Promise<void> {
  const { folder, token, machine = null, log } = options;
  const atMs = clock.utc() / 1000;
  const copy = machine && (await setAsideCopied({ folder, token, machine, atMs }));
  if (copy !== null) log.warn({ copy }, 'this computer is a copy of another, and a new device now');
  if (await enrolAnew(options, { host, clock })) {
    if (await isLocked(options)) {
      log.warn({ code: 'device-key-locked' }, 'what it had begun can not be signed any more');
    } else {
      const author = { ...(await loadIdentity(options)), clock, clockOffset: () => null };
      const last = await openLastRun(options, { segments, author, askHead: async () => null });
      last.opened.close();
    }
  }
  const previous = await setAsidePrevious({ folder, token, atMs });
  if (previous !== null) log.warn({ previous }, 'this computer is a new device now');
}

interface LastRunNeeds {
  readonly segments: string;
  readonly author: JournalAuthor;
  readonly askHead: JournalOpening['askHead'];
}

/** Opens the journal of a device, and finishes what its last run left open. */
export async function openLastRun(
  { folder, log }: RecorderOptions,
  { segments, author, askHead }: LastRunNeeds,
) {
  const { clock } = author;
  const reserve = new ReservedSpace(folder);
  const opened = await openJournal({ ...author, folder, segments, reserve, log, askHead });
  try {
    const { database, journal } = opened;
    const facts = new Facts(database);
    const policy = await PolicyStore.open(folder, log);
    const alive = new AliveStamp(folder, clock);
    const bootId = await readBootId();
    const schedule = policy.current?.schedule ?? null;
    await closeLastRun({
      folder: segments,
      journal,
      facts,
      alive,
      reserve,
      bootId,
      clock,
      schedule,
      log,
    });
    return { opened, reserve, facts, policy, alive, bootId };
  } catch (error) {
    opened.close();
    throw error;
  }
}

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
