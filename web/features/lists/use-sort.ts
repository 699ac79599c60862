import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import { useQueryParam } from '../../components/use-query-param.ts';

interface SortWish<Order extends string, Fallback extends string> {
  readonly orders: z.ZodType<Order>;
  /** The order of who asks for none; '': as the list comes. */
  readonly fallback: Fallback;
  /** Its name in the address, where a page has several tables. */
  readonly param?: string | undefined;
}

/** The order of a table, kept in the address: a link opens the same. An order that is none is not followed. */
export function useSort<Order extends string, const Fallback extends string>({
  orders,
  fallback,
  param = 'sort',
}: SortWish<Order, Fallback>): TableSort & { readonly by: Order | Fallback } {
  const t = useTranslations('common');
  const [asked, setAsked] = useQueryParam(param);
  return {
    by: orders.safeParse(asked).data ?? fallback,
    fallback,
    onChange: (by) => setAsked(by === fallback ? '' : by),
    words: (column, isDescending) => t(isDescending ? 'sortedDown' : 'sortedUp', { column }),
  };
}
