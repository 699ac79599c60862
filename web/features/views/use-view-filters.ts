import { useQueryParam } from '../../components/use-query-param.ts';

/** Ids and UTC µs; '' for all. */
export interface ViewFilters {
  readonly person: string;
  readonly user: string;
  readonly from: string;
  readonly to: string;
}

/** As they stand in the address: ids, and days as "2026-11-25" by the clock of this browser. */
export type ViewFilterWords = ViewFilters;

export function useViewFilters() {
  const [person, setPerson] = useQueryParam('person');
  const [user, setUser] = useQueryParam('user');
  const [from, setFrom] = useQueryParam('from');
  const [to, setTo] = useQueryParam('to');
  const words: ViewFilterWords = { person, user, from, to };
  const setters = { person: setPerson, user: setUser, from: setFrom, to: setTo };
  return {
    words,
    filters: { person, user, from: startOf(from, 0), to: startOf(to, 1) },
    set: (name: keyof ViewFilterWords, value: string): void => setters[name](value),
  };
}

/** UTC µs at which a day begins, so many days later; '' for none. */
function startOf(date: string, days: number): string {
  const [year, month, day] = date.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return '';
  const ms = new Date(year, month - 1, day + days).getTime();
  return Number.isNaN(ms) ? '' : String(ms * 1000);
}
