import { z } from 'zod';
import { UtcMicros } from '../protocol/primitives.ts';

export const MOST_TEXT = 512;
/** More windows than this are on no desk; the backmost are left out. */
export const MOST_WINDOWS = 32;
export const MOST_USES = 4_000;
/** µs. No recorder keeps a track open for longer than ten minutes; the portal takes none longer than this. */
export const LONGEST_TRACK = 3_600_000_000;

const Text = z.string().max(MOST_TEXT);

/** A window that could be seen, in pixels of the desktop; others may cover it. */
const SeenWindow = z.object({
  /** As the system names it ("chrome.exe"). */
  program: Text,
  /** Null where the policy leaves titles out, or where it could not be read. */
  title: Text.nullable(),
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
});
export type SeenWindow = z.infer<typeof SeenWindow>;

/** A time without a change: what was in front, and what else could be seen. */
export const WindowUse = z.object({
  from: UtcMicros,
  to: UtcMicros,
  /** Null: nothing that has a name was in front, such as the bare desktop. */
  program: Text.nullable(),
  title: Text.nullable(),
  /** From front to back. */
  windows: z.array(SeenWindow).max(MOST_WINDOWS),
});
export type WindowUse = z.infer<typeof WindowUse>;

/** What a sealed window track holds. Between two uses, nothing was seen. */
export const WindowTrack = z.object({
  v: z.literal(1),
  /** In order of time, apart from each other. */
  uses: z.array(WindowUse).max(MOST_USES),
});
export type WindowTrack = z.infer<typeof WindowTrack>;
