import type { ConfiguredSetting, SettingGroup } from '../../contract/settings.ts';
import type { Env } from '../../env.ts';

/** Everything that may be shown. What stands nowhere here is shown nowhere. */
const SHOWN = {
  address: ['PUBLIC_URL', 'ALLOWED_HOSTS', 'HOST', 'PORT', 'TRUSTED_PROXIES'],
  data: [
    'DATABASE_URL',
    'DATABASE_CONNECTIONS',
    'HOT_DIR',
    'HOT_MINIMUM_FREE_BYTES',
    'THUMBNAIL_DIR',
    'EVIDENCE_PACKAGES_DIR',
    'RELEASES_DIR',
    'COLD_CACHE_DIR',
    'COLD_CACHE_BYTES',
  ],
  archive: [
    'ARCHIVE_KIND',
    'ARCHIVE_FOLDER',
    'ARCHIVE_ENDPOINT',
    'ARCHIVE_REGION',
    'ARCHIVE_BUCKET',
    'ARCHIVE_ACCESS_KEY_ID',
    'ARCHIVE_SECRET_ACCESS_KEY',
    'ARCHIVE_SESSION_TOKEN',
    'ARCHIVE_STORAGE_CLASS',
    'ARCHIVE_TLS',
    'ARCHIVE_CA_FILE',
    'ARCHIVE_S3_PATH_STYLE',
    'ARCHIVE_S3_CONDITIONAL_PUTS',
  ],
  keys: [
    'MASTER_KEY_FILE',
    'MASTER_KEY',
    'KEY_WINDOW_HOURS',
    'RELEASE_PUBLIC_KEY_FILE',
    'METRICS_TOKEN',
  ],
  log: ['LOG_LEVEL'],
} as const satisfies Record<SettingGroup, readonly (keyof Env)[]>;

const SECRETS: ReadonlySet<string> = new Set<keyof Env>([
  'ARCHIVE_ACCESS_KEY_ID',
  'ARCHIVE_SECRET_ACCESS_KEY',
  'ARCHIVE_SESSION_TOKEN',
  'MASTER_KEY',
  'METRICS_TOKEN',
]);

/** The environment in force, for whoever runs the system. Secrets show only whether they are set. */
export function configuredSettings(env: Env): readonly ConfiguredSetting[] {
  const of = (group: SettingGroup, names: readonly (keyof Env)[]) =>
    names.map((name) => ({ group, name, ...shown(env, name) }));
  return [
    ...of('address', SHOWN.address),
    ...of('data', SHOWN.data),
    ...of('archive', SHOWN.archive),
    ...of('keys', SHOWN.keys),
    ...of('log', SHOWN.log),
  ];
}

function shown(env: Env, name: keyof Env): Pick<ConfiguredSetting, 'value' | 'isSecret'> {
  const value = env[name];
  const isSet = value !== undefined && value !== '';
  if (SECRETS.has(name)) return { value: isSet ? '' : null, isSecret: true };
  if (!isSet) return { value: null, isSecret: false };
  return {
    value: name === 'DATABASE_URL' ? withoutPassword(env.DATABASE_URL) : String(value),
    isSecret: false,
  };
}

/** Also without what may stand in the query: a password can. */
function withoutPassword(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return '';
  const { protocol, username, host, pathname } = new URL(databaseUrl);
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`;
}
