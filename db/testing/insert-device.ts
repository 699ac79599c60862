import { DeviceId, newId, PersonId } from '@workcompanion/core/ids';
import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { deviceStates } from '../schema/device-states.ts';
import { devices } from '../schema/devices.ts';
import { people } from '../schema/people.ts';

type StateValues = Omit<typeof deviceStates.$inferInsert, 'deviceId'>;
export type DeviceValues = Partial<typeof devices.$inferInsert & StateValues>;

/** A person with one enrolled device. The public key is of the right form and nobody's. */
export async function insertDevice(db: Db | Tx, overrides: DeviceValues = {}): Promise<DeviceId> {
  const personId = newId(PersonId);
  const id = overrides.id ?? newId(DeviceId);
  await db
    .insert(people)
    .values({ id: personId, name: 'Lin Wei', timeZone: 'Asia/Shanghai', createdAt: 0 });
  await db.insert(devices).values({
    personId,
    publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) },
    host: {
      hostname: 'desk-7',
      userName: 'lin.wei',
      macAddresses: [],
      ipAddresses: [],
      serialNumber: null,
      platform: 'linux',
      timeZone: 'Asia/Shanghai',
      recorderVersion: '0.1.0',
    },
    enrolledAt: 0,
    recorderVersion: '0.1.0',
    ...overrides,
    id,
  });
  // Each table takes the values that it has a column for.
  await db
    .update(deviceStates)
    .set({ backlogSegments: 0, ...overrides })
    .where(eq(deviceStates.deviceId, id));
  return id;
}
