import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { sql } from 'drizzle-orm';
import type { SortKey } from '../sorting/keyset.ts';

/** "1.10.0-beta.2" as {1,10,0}: 1.10 follows 1.9. What is no such version comes last. */
const VERSION = sql`string_to_array(
  substring(${devices.recorderVersion} from '^\\d{1,9}(?:\\.\\d{1,9})*'), '.')::int[]`;

/** What devices are sorted by. They are some ten thousand at most: sorted as they are read. */
export const DEVICE_KEYS = {
  // The ids of devices are made as they enrol.
  enrolled: { value: devices.id, type: 'uuid' },
  device: { value: sql`lower(${devices.host} ->> 'hostname')`, type: 'text' },
  person: { value: people.name, type: 'text' },
  lastFrame: { value: devices.lastFrameAt, type: 'timestamptz', isNullable: true },
  backlog: { value: devices.backlogBytes, type: 'bigint' },
  version: { value: VERSION, type: 'integer[]', isNullable: true },
  policy: { value: devices.policyVersion, type: 'integer' },
  clock: { value: sql`abs(${devices.clockOffset})`, type: 'bigint', isNullable: true },
} as const satisfies Record<string, SortKey>;
