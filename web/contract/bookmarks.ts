import { BookmarkId, DeviceId, PersonId } from '@workcompanion/core/ids';
import { DisplayName, UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';

export const MAX_BOOKMARK_NOTE = 500;

/** A stretch that somebody marked; a moment begins where it ends. */
export const Bookmark = z.object({
  id: BookmarkId,
  /** Null: all displays. */
  device: DeviceId.nullable(),
  display: z.string().nullable(),
  from: UtcMicros,
  to: UtcMicros,
  note: z.string(),
  userName: z.string(),
  /** Made by whoever asks: only they may remove it. */
  isMine: z.boolean(),
});
export type Bookmark = z.infer<typeof Bookmark>;

export const BookmarksPage = z.object({ items: z.array(Bookmark), next: z.string().nullable() });
export type BookmarksPage = z.infer<typeof BookmarksPage>;

export const MakeBookmark = z
  .object({
    person: PersonId,
    lane: z.object({ device: DeviceId, display: DisplayName }).nullable(),
    from: UtcMicros,
    to: UtcMicros,
    note: z.string().trim().max(MAX_BOOKMARK_NOTE),
  })
  .refine(({ from, to }) => from <= to, 'ends before it begins');
export type MakeBookmark = z.infer<typeof MakeBookmark>;

export const RemoveBookmark = z.object({ id: BookmarkId });
export type RemoveBookmark = z.infer<typeof RemoveBookmark>;
