import type { PersonSummary } from '../../contract/people.ts';

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLocaleLowerCase();

/** Each word of the query must be in the name, the login or the name of a computer. */
export function matchPeople(people: readonly PersonSummary[], query: string): PersonSummary[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return people.filter(({ name, login, devices }) => {
    const text = fold([name, login ?? '', ...devices.map(({ hostname }) => hostname)].join('\n'));
    return words.every((word) => text.includes(word));
  });
}
