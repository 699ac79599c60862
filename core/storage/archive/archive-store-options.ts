import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { S3StoreOptions } from '../remote/s3-store.ts';
import type { TosStorageClass, TosStoreOptions } from '../remote/tos-store.ts';

const YesNo = z.enum(['true', 'false']).transform((word) => word === 'true');

/** Where the archive is, as the web server and the workers read it; .env.example says more. */
export const ArchiveStoreEnv = z.object({
  ARCHIVE_KIND: z.enum(['folder', 'tos', 's3', 'off']).default('folder'),
  ARCHIVE_FOLDER: z.string().default('data/archive'),
  ARCHIVE_ENDPOINT: z.string().optional(),
  ARCHIVE_REGION: z.string().optional(),
  ARCHIVE_BUCKET: z.string().optional(),
  ARCHIVE_ACCESS_KEY_ID: z.string().optional(),
  ARCHIVE_SECRET_ACCESS_KEY: z.string().optional(),
  ARCHIVE_SESSION_TOKEN: z.string().optional(),
  ARCHIVE_STORAGE_CLASS: z.string().optional(),
  ARCHIVE_TLS: YesNo.default(true),
  ARCHIVE_CA_FILE: z.string().optional(),
  ARCHIVE_S3_PATH_STYLE: YesNo.default(true),
  ARCHIVE_S3_CONDITIONAL_PUTS: YesNo.default(true),
});
export type ArchiveStoreEnv = z.infer<typeof ArchiveStoreEnv>;

/** Plain data: it crosses into the thread that uploads. */
export type ArchiveStoreOptions =
  | {
      readonly kind: 'folder';
      readonly root: string;
      /** Whose marker lies there; without, none is looked for. */
      readonly installation?: string | undefined;
    }
  | { readonly kind: 'tos'; readonly options: TosStoreOptions }
  | { readonly kind: 's3'; readonly options: S3StoreOptions };

/**
 * Where the archive lies, with `connections` to it at most; null when it is off. Throws an Error that
 * names the settings that are missing.
 */
export function archiveStoreOptions(
  env: ArchiveStoreEnv,
  connections: number,
  installation?: string,
): ArchiveStoreOptions | null {
  const kind = env.ARCHIVE_KIND;
  if (kind === 'off') return null;
  if (kind === 'folder') return { kind, root: env.ARCHIVE_FOLDER, installation };
  const remote = remoteOptions(env);
  const { accessKeyId, secretAccessKey } = remote;
  const token = env.ARCHIVE_SESSION_TOKEN;
  const common = {
    endpoint: remote.endpoint,
    region: remote.region,
    bucket: remote.bucket,
    connections,
    ...(env.ARCHIVE_CA_FILE !== undefined && { ca: readFileSync(env.ARCHIVE_CA_FILE, 'utf8') }),
  };
  if (kind === 's3') {
    const storageClass = env.ARCHIVE_STORAGE_CLASS;
    const credentials = { accessKeyId, secretAccessKey, ...(token && { sessionToken: token }) };
    return {
      kind,
      options: {
        ...common,
        credentials,
        pathStyle: env.ARCHIVE_S3_PATH_STYLE,
        conditionalPuts: env.ARCHIVE_S3_CONDITIONAL_PUTS,
        ...(storageClass && { storageClass }),
      },
    };
  }
  const storageClass = tosClass(env.ARCHIVE_STORAGE_CLASS);
  const credentials = { accessKeyId, secretAccessKey, ...(token && { stsToken: token }) };
  return {
    kind,
    options: {
      ...common,
      credentials,
      secure: env.ARCHIVE_TLS,
      ...(storageClass && { storageClass }),
    },
  };
}

function remoteOptions(env: ArchiveStoreEnv) {
  const missing: string[] = [];
  const needed = (name: keyof ArchiveStoreEnv): string => {
    const value = env[name];
    if (typeof value === 'string') return value;
    missing.push(name);
    return '';
  };
  const options = {
    endpoint: needed('ARCHIVE_ENDPOINT'),
    region: needed('ARCHIVE_REGION'),
    bucket: needed('ARCHIVE_BUCKET'),
    accessKeyId: needed('ARCHIVE_ACCESS_KEY_ID'),
    secretAccessKey: needed('ARCHIVE_SECRET_ACCESS_KEY'),
  };
  if (missing.length === 0) return options;
  throw new Error(`The archive ${env.ARCHIVE_KIND} needs ${missing.join(', ')}.`);
}

const TOS_CLASSES: readonly TosStorageClass[] = [
  'STANDARD',
  'IA',
  'ARCHIVE_FR',
  'INTELLIGENT_TIERING',
  'ARCHIVE',
  'COLD_ARCHIVE',
  'DEEP_COLD_ARCHIVE',
];

function tosClass(name: string | undefined): TosStorageClass | undefined {
  if (name === undefined) return undefined;
  const known = TOS_CLASSES.find((each) => each === name);
  if (known !== undefined) return known;
  throw new Error(`ARCHIVE_STORAGE_CLASS must be one of ${TOS_CLASSES.join(', ')}.`);
}
