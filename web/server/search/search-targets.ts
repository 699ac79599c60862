import type { DeviceId, PersonId, PurposeId } from '@workcompanion/core/ids';
import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';
import { devices } from '@workcompanion/db/schema/devices';
import { recordings } from '@workcompanion/db/schema/recordings';
import { and, asc, desc, gte, inArray, isNotNull, lt } from 'drizzle-orm';
import {
  clipToReach,
  intersectReach,
  type Reach,
  reachOf,
  type Stretch,
} from '../auth/reach/reach.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { watchDelay } from '../auth/reach/watch-delay.ts';
import type { ActorContext } from '../auth/user-context.ts';
import type { SoughtPerson } from './search-scope.ts';
import type { Box } from './search-source.ts';

/** A device that is searched, for what, and how much of it. */
export interface SearchTarget {
  readonly device: DeviceId;
  readonly person: PersonId;
  readonly purposeId: PurposeId | null;
  /** What of the time that was asked for the user may see now. */
  readonly parts: readonly Stretch[];
}

/** The devices of these people, with what of each is in reach and old enough. */
export async function searchTargets(
  ctx: ActorContext,
  sought: readonly SoughtPerson[],
  { purposes, time }: { purposes: ReadonlyMap<PersonId, PurposeId>; time: Stretch },
): Promise<readonly SearchTarget[]> {
  const standing = await readStanding(ctx);
  const reaches = new Map<PersonId, Reach>();
  for (const person of sought) {
    const held = reachOf(standing, { right: 'watch', person, now: ctx.now() });
    const delay = await watchDelay(ctx, person, standing);
    reaches.set(person.id, delay === null ? held : intersectReach(held, delay.seen));
  }
  const owned = await ctx.db
    .select({ device: devices.id, person: devices.personId })
    .from(devices)
    .where(inArray(devices.personId, [...reaches.keys()]));
  return owned.flatMap(({ device, person }) => {
    const parts = clipToReach(reaches.get(person) ?? [], time);
    const purposeId = purposes.get(person) ?? null;
    return parts.length === 0 ? [] : [{ device, person, purposeId, parts }];
  });
}

interface Display {
  readonly device: DeviceId;
  readonly display: string;
  readonly geometry: DisplayGeometry | null;
}

/** Where on a desktop its displays lie, as its recordings last told. */
export class DesktopLayout {
  readonly #displays: readonly Display[];

  private constructor(displays: readonly Display[]) {
    this.#displays = displays;
  }

  static async read(
    { db }: Pick<ActorContext, 'db'>,
    deviceIds: readonly DeviceId[],
    { from, to }: Stretch,
  ): Promise<DesktopLayout> {
    const { deviceId, display, geometry, startedAt } = recordings;
    const rows = await db
      .selectDistinctOn([deviceId, display], { device: deviceId, display, geometry })
      .from(recordings)
      .where(
        and(
          inArray(deviceId, [...deviceIds]),
          isNotNull(geometry),
          gte(startedAt, from - LONGEST_RECORDING),
          lt(startedAt, to),
        ),
      )
      .orderBy(asc(deviceId), asc(display), desc(startedAt));
    return new DesktopLayout(rows);
  }

  /** The display that the middle of a window is on, and where it lies there; null when nobody knows. */
  place(device: DeviceId, { x, y, width, height }: Box) {
    const [middleX, middleY] = [x + width / 2, y + height / 2];
    const found = this.#displays.find(
      ({ device: own, geometry: at }) =>
        own === device &&
        at !== null &&
        middleX >= at.x &&
        middleX < at.x + at.width &&
        middleY >= at.y &&
        middleY < at.y + at.height,
    );
    if (!found?.geometry) return null;
    const at = found.geometry;
    return { display: found.display, box: { x: x - at.x, y: y - at.y, width, height } };
  }

  screenOf(device: DeviceId, display: string | null): Pick<Box, 'width' | 'height'> | null {
    const found = this.#displays.find((own) => own.device === device && own.display === display);
    if (!found?.geometry) return null;
    return { width: found.geometry.width, height: found.geometry.height };
  }
}

/** µs. A recording goes on until something changes: of an older one, its displays are not known. */
const LONGEST_RECORDING = 7 * 24 * 3_600_000_000;
