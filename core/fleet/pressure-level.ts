import { z } from 'zod';

/**
 * `early`: archive outside the window. `full`: at full rate, whatever the limit. `refuse`: recorders
 * keep what they have until there is room again.
 */
export const PressureLevel = z.enum(['calm', 'early', 'full', 'refuse']);
export type PressureLevel = z.infer<typeof PressureLevel>;

/** How much room a disk has, where nobody reckons in hours: nothing is written into the reserve. */
export function levelOfDisk(freeBytes: number, reserveBytes: number): PressureLevel {
  if (freeBytes < reserveBytes) return 'refuse';
  return freeBytes < 2 * reserveBytes ? 'full' : 'calm';
}
