import type { z } from 'zod';

type Param = string | string[] | undefined;

/** What Next gives a page of its address's query. */
export interface QueryProps {
  readonly searchParams: Promise<Readonly<Record<string, Param>>>;
}

/** A query parameter given once; the first when it was repeated. */
export function firstValue(value: Param): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** As a field of a page shows it: '' where the address has none. */
export function textOf(value: Param): string {
  return firstValue(value)?.trim() ?? '';
}

/** The order of a list; one that is none is not followed. */
export function orderOf<Order extends string>(
  orders: z.ZodType<Order>,
  value: Param,
  fallback: NoInfer<Order>,
): Order {
  return orders.safeParse(firstValue(value)).data ?? fallback;
}
