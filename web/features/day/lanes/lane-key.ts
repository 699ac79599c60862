import type { Lane } from '../../../contract/people.ts';

type Place = Pick<Lane, 'device' | 'display'>;

/** A display of a device, as a key within a day. */
export function laneKey({ device, display }: Place): string {
  return `${device}/${display}`;
}

/** The device and the display of a key. */
export function parseLaneKey(key: string): { readonly device: string; readonly display: string } {
  const cut = key.indexOf('/');
  return { device: key.slice(0, cut), display: key.slice(cut + 1) };
}
