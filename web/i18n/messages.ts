import type { messages } from '../messages/en/index.ts';

/** English is the shape that the other languages must have. */
type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };
export type Messages = Shape<typeof messages>;
