import type { InfiniteData } from '@tanstack/react-query';
import type { TeamId } from '@workcompanion/core/ids';
import type { PersonName, PersonNamesPage, Teams } from '../../contract/teams.ts';

interface TeamRef {
  readonly id: TeamId;
  readonly name: string;
}

/** A person leaves one team, or joins another; null: none. */
export interface Move {
  readonly person: PersonName;
  readonly from: TeamRef | null;
  readonly to: TeamRef | null;
}

export type Members = InfiniteData<PersonNamesPage, string | number | null>;

export function backOf({ person, from, to }: Move): Move {
  return { person, from: to, to: from };
}

export function withoutMember(members: Members, { person }: Move): Members {
  const pages = members.pages.map((page) => ({
    ...page,
    items: page.items.filter(({ id }) => id !== person.id),
  }));
  return { ...members, pages };
}

/** Where the server will list them, by name: a row that moves would take the place from under a hand. */
export function withMember(members: Members, move: Move): Members {
  const { pages } = withoutMember(members, move);
  const follows = ({ name }: PersonName): boolean => name.localeCompare(move.person.name) >= 0;
  const found = pages.findIndex(({ items }) => items.some(follows));
  const at = found === -1 ? pages.length - 1 : found;
  const withIt = (items: readonly PersonName[]) => {
    const place = items.findIndex(follows);
    return items.toSpliced(place === -1 ? items.length : place, 0, move.person);
  };
  return {
    ...members,
    pages: pages.map((page, index) =>
      index === at ? { ...page, items: withIt(page.items) } : page,
    ),
  };
}

export function countMoved({ items }: Teams, { from, to }: Move): Teams {
  const change = (id: TeamId): number => Number(id === to?.id) - Number(id === from?.id);
  return { items: items.map((team) => ({ ...team, members: team.members + change(team.id) })) };
}
