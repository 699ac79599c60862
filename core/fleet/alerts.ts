import { z } from 'zod';

/**
 * What outside systems are told of. `fleet`: devices need a person. `storage`: the disk of the
 * segments fills up. `archive`: it stands still. `integrity`: archived footage is not as the catalogue
 * says. `tampering`: journal entries are missing, altered or forked. `quarantine`: recordings can't be
 * archived for reasons of their own. `release`: one failed on too many devices, and was paused for it.
 */
export const Alert = z.enum([
  'fleet',
  'storage',
  'archive',
  'quarantine',
  'integrity',
  'tampering',
  'release',
]);
export type Alert = z.infer<typeof Alert>;

/** `worsened`: raised before, and more of it now. `test`: somebody pressed the button. */
export const ALERT_EVENTS = ['raised', 'worsened', 'cleared', 'test'] as const;
export type AlertEvent = (typeof ALERT_EVENTS)[number];
