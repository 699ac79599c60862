import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import { useQueryParam } from '../../components/use-query-param.ts';

interface SortWish<Order extends string> {
  readonly orders: z.ZodType<Order>;
  readonly fallback: NoInfer<Order>;
  /** Its name in the address, where a page has several tables. */
  readonly param?: string;
}

/** The order of a table, kept in the address: a link opens the same. An order that is none is not followed. */
export function useSort<Order extends string>(
  wish: SortWish<Order>,
): TableSort & { readonly by: Order } {
  const { orders, fallback, param = 'sort' } = wish;
  const t = useTranslations('common');
  const [asked, setAsked] = useQueryParam(param);
  return {
    by: orders.safeParse(asked).data ?? fallback,
    fallback,
    onChange: (by) => setAsked(by === fallback ? '' : by),
    words: (column, isDescending) => t(isDescending ? 'sortedDown' : 'sortedUp', { column }),
  };
}
