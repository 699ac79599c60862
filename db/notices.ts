import { DeviceId, UserId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from './client.ts';

/** What nodes tell each other by NOTIFY, each on a channel of its own, and what it carries. */
export interface NoticeContents {
  /** Somebody watches a device as it records. */
  readonly watched: DeviceId;
  /** Sessions of an account were ended. */
  readonly 'sessions-ended': UserId;
  /** Footage of a device was destroyed: copies of it may lie at nodes. */
  readonly 'footage-destroyed': DeviceId;
  /** What people may watch, or for which purpose, may be otherwise now. */
  readonly 'rights-changed': '';
}
export type NoticeName = keyof NoticeContents;

interface NoticeSchema<Content> {
  parse(text: string): Content;
}

export const NOTICES: { readonly [Name in NoticeName]: NoticeSchema<NoticeContents[Name]> } = {
  watched: DeviceId,
  'sessions-ended': UserId,
  'footage-destroyed': DeviceId,
  'rights-changed': z.literal(''),
};

export function channelOf(name: NoticeName): string {
  return `workcompanion.${name}`;
}

/** Heard by all nodes that listen; from within a transaction, when it is committed. */
export async function sendNotice<Name extends NoticeName>(
  db: Db | Tx,
  name: Name,
  content: NoticeContents[Name],
): Promise<void> {
  await db.execute(sql`select pg_notify(${channelOf(name)}, ${content})`);
}
