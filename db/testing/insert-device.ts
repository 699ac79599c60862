import { DeviceId, newId, PersonId } from '@workcompanion/core/ids';
import type { Db, Tx } from '../client.ts';
import { devices } from '../schema/devices.ts';
import { people } from '../schema/people.ts';

/** A person with one enrolled device. The public key is of the right form and nobody's. */
export async function insertDevice(
  db: Db | Tx,
  overrides: Partial<typeof devices.$inferInsert> = {},
): Promise<DeviceId> {
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
  return id;
}
