import { v7, validate, version } from 'uuid';
import { z } from 'zod';

/**
 * Ids are UUIDv7 (RFC 9562): time-ordered, made by whoever first knows the thing. Branding keeps a
 * device id from being passed where a segment id is meant.
 */
const uuidV7 = z.uuid({ version: 'v7' });

export const UserId = uuidV7.brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;
export const SessionId = uuidV7.brand<'SessionId'>();
export type SessionId = z.infer<typeof SessionId>;
export const PersonId = uuidV7.brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;
export const TeamId = uuidV7.brand<'TeamId'>();
export type TeamId = z.infer<typeof TeamId>;
export const DeviceId = uuidV7.brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;
export const RecordingId = uuidV7.brand<'RecordingId'>();
export type RecordingId = z.infer<typeof RecordingId>;
export const SegmentId = uuidV7.brand<'SegmentId'>();
export type SegmentId = z.infer<typeof SegmentId>;
export const GapId = uuidV7.brand<'GapId'>();
export type GapId = z.infer<typeof GapId>;
export const BookmarkId = uuidV7.brand<'BookmarkId'>();
export type BookmarkId = z.infer<typeof BookmarkId>;
export const BookmarkCommentId = uuidV7.brand<'BookmarkCommentId'>();
export type BookmarkCommentId = z.infer<typeof BookmarkCommentId>;
export const ReviewSampleId = uuidV7.brand<'ReviewSampleId'>();
export type ReviewSampleId = z.infer<typeof ReviewSampleId>;
export const PurposeId = uuidV7.brand<'PurposeId'>();
export type PurposeId = z.infer<typeof PurposeId>;
export const RemarkId = uuidV7.brand<'RemarkId'>();
export type RemarkId = z.infer<typeof RemarkId>;
export const KeyId = uuidV7.brand<'KeyId'>();
export type KeyId = z.infer<typeof KeyId>;
export const EnrolmentTokenId = uuidV7.brand<'EnrolmentTokenId'>();
export type EnrolmentTokenId = z.infer<typeof EnrolmentTokenId>;
export const GrantId = uuidV7.brand<'GrantId'>();
export type GrantId = z.infer<typeof GrantId>;
export const RetentionRuleId = uuidV7.brand<'RetentionRuleId'>();
export type RetentionRuleId = z.infer<typeof RetentionRuleId>;
export const HoldId = uuidV7.brand<'HoldId'>();
export type HoldId = z.infer<typeof HoldId>;
export const ControlRequestId = uuidV7.brand<'ControlRequestId'>();
export type ControlRequestId = z.infer<typeof ControlRequestId>;
export const DeletionRequestId = uuidV7.brand<'DeletionRequestId'>();
export type DeletionRequestId = z.infer<typeof DeletionRequestId>;
export const DeletionId = uuidV7.brand<'DeletionId'>();
export type DeletionId = z.infer<typeof DeletionId>;
export const CaseId = uuidV7.brand<'CaseId'>();
export type CaseId = z.infer<typeof CaseId>;
export const ClipId = uuidV7.brand<'ClipId'>();
export type ClipId = z.infer<typeof ClipId>;
export const EvidencePackageId = uuidV7.brand<'EvidencePackageId'>();
export type EvidencePackageId = z.infer<typeof EvidencePackageId>;
export const CaseNoteId = uuidV7.brand<'CaseNoteId'>();
export type CaseNoteId = z.infer<typeof CaseNoteId>;
export const NotificationId = uuidV7.brand<'NotificationId'>();
export type NotificationId = z.infer<typeof NotificationId>;
export const ShareId = uuidV7.brand<'ShareId'>();
export type ShareId = z.infer<typeof ShareId>;
export const PlayerLinkId = uuidV7.brand<'PlayerLinkId'>();
export type PlayerLinkId = z.infer<typeof PlayerLinkId>;

export const SavedSearchId = uuidV7.brand<'SavedSearchId'>();
export type SavedSearchId = z.infer<typeof SavedSearchId>;
export const SearchId = uuidV7.brand<'SearchId'>();
export type SearchId = z.infer<typeof SearchId>;

export const WindowTrackId = uuidV7.brand<'WindowTrackId'>();
export type WindowTrackId = z.infer<typeof WindowTrackId>;

export const ThumbnailObjectId = uuidV7.brand<'ThumbnailObjectId'>();
export type ThumbnailObjectId = z.infer<typeof ThumbnailObjectId>;

export const WebhookId = uuidV7.brand<'WebhookId'>();
export type WebhookId = z.infer<typeof WebhookId>;
export const WebhookDeliveryId = uuidV7.brand<'WebhookDeliveryId'>();
export type WebhookDeliveryId = z.infer<typeof WebhookDeliveryId>;

/** A new UUIDv7 for `schema`, stamped with `unixMs` (default: now). */
export function newId<S extends z.ZodType<string>>(schema: S, unixMs?: number): z.output<S> {
  return schema.parse(v7(unixMs === undefined ? undefined : { msecs: Math.floor(unixMs) }));
}

/** The 48-bit Unix time in milliseconds that a UUIDv7 carries (RFC 9562, section 5.7). */
export function idTimeMs(id: string): number {
  if (!validate(id) || version(id) !== 7) throw new TypeError(`not a UUIDv7: ${id}`);
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/**
 * The smallest UUIDv7-ordered value stamped with `unixMs`: the bound of a range of ids. It is no
 * valid id (its version and variant bits are zero), so that it sorts before all real ones.
 */
export function idLowerBound(unixMs: number): string {
  const hex = Math.max(0, Math.floor(unixMs)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`;
}
