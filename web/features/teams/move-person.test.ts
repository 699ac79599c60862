import { newId, PersonId, TeamId } from '@workcompanion/core/ids';
import { describe, expect, it } from 'vitest';
import { backOf, countMoved, type Members, withMember, withoutMember } from './move-person.ts';

const sales = { id: newId(TeamId), name: 'Sales' };
const night = { id: newId(TeamId), name: 'Night shift' };
const named = (name: string) => ({ id: newId(PersonId), name, login: null, team: sales });
const lin = named('Lin');
const ana = named('Ana');
const members: Members = {
  pages: [
    { items: [ana], next: 'more' },
    { items: [lin], next: null },
  ],
  pageParams: [null, 'more'],
};
const move = { person: lin, from: sales, to: night };
const namesOf = (all: Members): string[][] =>
  all.pages.map(({ items }) => items.map(({ name }) => name));

describe('a person who changes teams', () => {
  it('leaves whichever page of the old team had them', () => {
    expect(namesOf(withoutMember(members, move))).toEqual([['Ana'], []]);
  });

  it('stands once in the new one, by name', () => {
    expect(namesOf(withMember(members, move))).toEqual([['Ana'], ['Lin']]);
    expect(namesOf(withMember(members, { ...move, person: named('Aaron') }))).toEqual([
      ['Aaron', 'Ana'],
      ['Lin'],
    ]);
  });

  it('is counted there and no longer here', () => {
    const team = (ref: typeof sales, count: number) => ({ ...ref, members: count, managers: [] });
    const teams = { items: [team(sales, 2), team(night, 0)] };
    expect(countMoved(teams, move).items.map((one) => one.members)).toEqual([1, 1]);
    expect(countMoved(countMoved(teams, move), backOf(move))).toEqual(teams);
  });
});
