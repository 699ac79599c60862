import { z } from 'zod';

/** Kinds of numbers that a search finds by their form and checksum, whatever the number is. */
export const NumberKind = z.enum(['payment-card', 'chinese-id', 'iban']);
export type NumberKind = z.infer<typeof NumberKind>;
