import type { DeviceId, PersonId, TeamId } from '@workcompanion/core/ids';
import { asc, eq, gt } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { devices } from '../schema/devices.ts';
import { people } from '../schema/people.ts';

export interface OwnedDevice {
  readonly id: DeviceId;
  readonly personId: PersonId;
  readonly name: string;
  readonly teamId: TeamId | null;
}

const PAGE = 200;

const OWNED = {
  id: devices.id,
  personId: devices.personId,
  name: people.name,
  teamId: people.teamId,
};

export async function findOwnedDevice(db: Db | Tx, id: DeviceId): Promise<OwnedDevice | null> {
  const [row] = await db
    .select(OWNED)
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(eq(devices.id, id));
  return row ?? null;
}

/** Also those that are revoked or out of use. */
export async function devicesOfPerson(db: Db | Tx, person: PersonId): Promise<OwnedDevice[]> {
  return await db
    .select(OWNED)
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(eq(devices.personId, person))
    .orderBy(asc(devices.id));
}

/** All devices, also revoked ones, with the person they are of. By id. */
export async function* devicePages(
  db: Db | Tx,
  after: DeviceId | null = null,
): AsyncGenerator<readonly OwnedDevice[]> {
  let last = after;
  for (;;) {
    const page: OwnedDevice[] = await db
      .select(OWNED)
      .from(devices)
      .innerJoin(people, eq(people.id, devices.personId))
      .where(last === null ? undefined : gt(devices.id, last))
      .orderBy(asc(devices.id))
      .limit(PAGE);
    if (page.length > 0) yield page;
    last = page.at(-1)?.id ?? null;
    if (page.length < PAGE) return;
  }
}
