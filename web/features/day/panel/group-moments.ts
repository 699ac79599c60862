import type { Moment } from '../../../contract/people.ts';

/** µs. The encoders of one computer start and end one after the other. */
const TOGETHER = 2_000_000;

export interface GroupedMoment {
  /** The first of them. */
  readonly moment: Moment;
  /** Empty: of no display alone. */
  readonly displays: readonly string[];
}

/** What happened to several displays of a computer together is told once. In order of time. */
export function groupMoments(moments: readonly Moment[]): readonly GroupedMoment[] {
  const groups: GroupedMoment[] = [];
  const latest = new Map<string, number>();
  for (const moment of moments) {
    const { device, kind, cause, note, display } = moment;
    const key = JSON.stringify([device, kind, cause, note, display === null]);
    const index = latest.get(key) ?? -1;
    const group = groups[index];
    const isTogether =
      group !== undefined &&
      display !== null &&
      moment.at - group.moment.at <= TOGETHER &&
      !group.displays.includes(display);
    if (isTogether) {
      groups[index] = { ...group, displays: [...group.displays, display] };
    } else {
      latest.set(key, groups.length);
      groups.push({ moment, displays: display === null ? [] : [display] });
    }
  }
  return groups;
}
