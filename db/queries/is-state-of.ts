import { type SQL, sql } from 'drizzle-orm';
import { deviceStates } from '../schema/device-states.ts';
import { devices } from '../schema/devices.ts';

/**
 * For lists and counts over `device_states` alone: the states of those devices that `fits` says. It is
 * asked by those that do not fit, mostly few, so that fifty thousand rows are joined to none.
 */
export function isStateOf(fits: SQL | undefined): SQL | undefined {
  return (
    fits &&
    sql`${deviceStates.deviceId} not in (select ${devices.id} from ${devices} where (${fits}) is not true)`
  );
}
