import type { Db, Tx } from '../client.ts';
import type { LiveKey } from './decide-deletion.ts';
import type { OwnedDevice } from './device-pages.ts';
import { footageBytes } from './footage-bytes.ts';
import { joinWindows } from './join-windows.ts';
import type { FootageAmount } from './rehearsal.ts';

export const NOTHING: FootageAmount = { keys: 0, covers: 0, bytes: 0 };

export interface KeysOfDevice {
  readonly device: OwnedDevice;
  readonly keys: readonly LiveKey[];
}

/** How much footage each group of keys can have encrypted. */
export async function amountsOf(
  db: Db | Tx,
  groups: readonly KeysOfDevice[],
): Promise<FootageAmount[]> {
  const stretches = groups.map(({ device, keys }) =>
    joinWindows(keys).map((stretch) => ({ ...stretch, deviceId: device.id })),
  );
  const bytes = (await footageBytes(db, stretches.flat())).values();
  return groups.map(({ keys }, index) => {
    const own = stretches[index] ?? [];
    return {
      keys: keys.length,
      covers: own.reduce((sum, { from, to }) => sum + to - from, 0),
      bytes: own.reduce((sum) => sum + (bytes.next().value ?? 0), 0),
    };
  });
}

export function addAmounts(a: FootageAmount, b: FootageAmount): FootageAmount {
  return { keys: a.keys + b.keys, covers: a.covers + b.covers, bytes: a.bytes + b.bytes };
}
