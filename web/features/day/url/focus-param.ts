import type { Lane } from '../../../contract/people.ts';
import { laneKey } from '../lanes/lane-key.ts';

type Lanes = readonly Pick<Lane, 'device' | 'display'>[];

/** A display by its name as long as that tells it from the others of the day; else with its device. */
export function focusToParam(lanes: Lanes, key: string | null): string | null {
  const lane = lanes.find((candidate) => laneKey(candidate) === key);
  if (lane === undefined) return null;
  const isUnique = lanes.filter(({ display }) => display === lane.display).length === 1;
  return isUnique ? lane.display : laneKey(lane);
}

export function focusFromParam(lanes: Lanes, param: string | null): string | null {
  const lane =
    lanes.find((candidate) => laneKey(candidate) === param) ??
    lanes.find(({ display }) => display === param);
  return lane === undefined ? null : laneKey(lane);
}
