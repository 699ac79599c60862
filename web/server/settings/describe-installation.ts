import { readFile } from 'node:fs/promises';
import type { ArchiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import { knownMigrations } from '@workcompanion/db/queries/read-schema-state';
import { z } from 'zod';
import type { Env } from '../../env.ts';
import { configuredSettings } from './configured-settings.ts';
import type { Installation } from './installation.ts';
import { StoreTests } from './store-tests.ts';

const Package = z.object({ version: z.string() });

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
    storeTests: new StoreTests(),
  };
}
