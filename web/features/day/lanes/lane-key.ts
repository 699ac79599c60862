import type { Lane } from '../../../contract/people.ts';

/** A display of a device, as a key within a day. */
export function laneKey({ device, display }: Pick<Lane, 'device' | 'display'>): string {
  return `${device}/${display}`;
}
