import type { z } from 'zod';

/** One method of one path, as the document describes it. */
export interface Operation {
  /** Named as its verb. */
  readonly id: string;
  /** What the address holds: the parameters of its path, and its query. */
  readonly location?: z.ZodType;
  /** The JSON that is sent. */
  readonly body?: z.ZodType;
  /** The JSON of the answer, the media type of one that is none, or null for no content. */
  readonly answer: z.ZodType | string | null;
  /** Needs no sign-in. */
  readonly isOpen?: boolean;
}

/** By "METHOD path", as the table of access rules names them. */
export type Operations = Readonly<Record<string, Operation>>;
