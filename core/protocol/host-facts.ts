import { z } from 'zod';

/** `system`: sealed by what the system has for secrets of a user; `file`: in a file of its owner alone. */
export const KeyStorage = z.enum(['system', 'file']);
export type KeyStorage = z.infer<typeof KeyStorage>;

/** The machine and person facts that are written once at the head of each recording. */
export const HostFacts = z.object({
  hostname: z.string().max(255),
  userName: z.string().max(255),
  macAddresses: z.array(z.string().max(32)).max(32),
  ipAddresses: z.array(z.string().max(64)).max(32),
  serialNumber: z.string().max(128).nullable(),
  platform: z.string().max(64),
  timeZone: z.string().max(64),
  recorderVersion: z.string().max(32),
  /** What keeps the device's private key. Absent: a recorder too old to say. */
  keyStorage: KeyStorage.optional(),
});
export type HostFacts = z.infer<typeof HostFacts>;
