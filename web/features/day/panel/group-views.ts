import type { PersonDay } from '../../../contract/people.ts';

export type WatchedView = PersonDay['watchedBefore'][number];

/** Views of several displays at once begin together. */
const TOGETHER_MICROS = 3_000_000;

function belongTogether(a: WatchedView, b: WatchedView): boolean {
  const isOneSitting =
    a.userName === b.userName && Math.abs(a.watchedAt - b.watchedAt) <= TOGETHER_MICROS;
  if (a.pictures !== b.pictures) return false;
  return isOneSitting && a.footageFrom <= b.footageTo && b.footageFrom <= a.footageTo;
}

/** Who watched two displays side by side watched once, whatever the log's rows: the newest first. */
export function groupViews(views: readonly WatchedView[]): readonly WatchedView[] {
  const groups: WatchedView[] = [];
  for (const view of [...views].sort((a, b) => b.watchedAt - a.watchedAt)) {
    const index = groups.findIndex((group) => belongTogether(group, view));
    const group = groups[index];
    if (group === undefined) groups.push(view);
    else {
      groups[index] = {
        ...group,
        footageFrom: Math.min(group.footageFrom, view.footageFrom),
        footageTo: Math.max(group.footageTo, view.footageTo),
      };
    }
  }
  return groups;
}
