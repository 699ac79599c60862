import { devices } from '@workcompanion/db/schema/devices';
import { MAX_SPAN, spans } from '@workcompanion/db/schema/spans';
import { and, eq, gte, max } from 'drizzle-orm';
import type { AwaitFootage, FootageNews } from '../../contract/playback.ts';
import { reachPerson } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';

interface Wait extends AwaitFootage {
  /** Aborted when the viewer leaves. */
  readonly signal: AbortSignal;
}

/** So soon the viewer is told that a recorder says nothing any more. */
const HOLD_MS = 10_000;
/** Few people are followed live at a time: to look is cheaper than to tell each node of each upload. */
const LOOK_MS = 150;

/**
 * Answers as soon as there is footage of the person that is newer than what the viewer has, so that
 * who follows a recording need not ask for its playlists again and again. Throws `forbidden` for who
 * may not watch live, and `not-found`.
 */
export async function awaitFootage(
  ctx: UserContext,
  { person, after, signal }: Wait,
): Promise<FootageNews> {
  await reachPerson(ctx, 'live', person);
  const over = AbortSignal.any([signal, AbortSignal.timeout(HOLD_MS)]);
  for (;;) {
    const newest = await newestFootage(ctx, person);
    const isNews = after === undefined || (newest !== null && newest > after);
    if (isNews || over.aborted || ctx.watchNotifier.isReleased) return { newest, now: ctx.now() };
    await new Promise((wake) => setTimeout(wake, LOOK_MS));
  }
}

/** Where the newest footage of any display ends; null without any within a day. */
async function newestFootage(
  { db, now }: Pick<UserContext, 'db' | 'now'>,
  person: AwaitFootage['person'],
): Promise<number | null> {
  const [row] = await db
    .select({ newest: max(spans.endsAt) })
    .from(spans)
    .innerJoin(devices, eq(devices.id, spans.deviceId))
    .where(and(eq(devices.personId, person), gte(spans.startsAt, now() - MAX_SPAN)));
  return row?.newest ?? null;
}
