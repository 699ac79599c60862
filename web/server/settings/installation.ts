import { readFile } from 'node:fs/promises';
import { type MailOptions, mailOptions } from '@workcompanion/core/mail/send-mail';
import type { ArchiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import type { BucketOptions } from '@workcompanion/core/storage/bucket-options';
import { objectStoreOptions } from '@workcompanion/core/storage/objects/open-object-stores';
import { knownMigrations } from '@workcompanion/db/queries/read-schema-state';
import { z } from 'zod';
import type { ConfiguredSetting } from '../../contract/settings.ts';
import type { Env } from '../../env.ts';
import { configuredSettings } from './read-settings.ts';

const Package = z.object({ version: z.string() });

/** What this process is and by what it was set up; all that Settings can tell. */
export interface Installation {
  readonly version: string;
  readonly settings: readonly ConfiguredSetting[];
  /** The migrations that the code comes with, the oldest first. */
  readonly migrations: readonly string[];
  /** Null when the archive is off. For the self-test, which opens a store of its own. */
  readonly archiveStore: ArchiveStoreOptions | null;
  /** Where what is made besides footage lies; null where it is folders. */
  readonly objectBucket: BucketOptions | null;
  /** Null when there is no mail server. */
  readonly mail: MailOptions | null;
}

/** At the start of the process: what it was set up with does not change while it runs. */
export async function describeInstallation(
  env: Env,
  archiveStore: ArchiveStoreOptions | null,
): Promise<Installation> {
  const file = new URL('../../package.json', import.meta.url);
  const { version } = Package.parse(JSON.parse(await readFile(file, 'utf8')));
  return {
    version,
    settings: configuredSettings(env),
    migrations: await knownMigrations(),
    archiveStore,
    objectBucket: objectStoreOptions(env).bucket,
    mail: mailOptions(env),
  };
}
