import { PersonSort } from '../../contract/people.ts';
import { useSort } from '../lists/use-sort.ts';

/** The order of people, which their count is told from too. */
export function usePersonSort() {
  return useSort({ orders: PersonSort, fallback: 'person' });
}
