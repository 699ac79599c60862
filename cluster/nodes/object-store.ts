import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  newBucket,
  type Swift,
  startSwift,
} from '@workcompanion/core/storage/testing/swift/start-swift';
import { freePort } from '@workcompanion/db/embedded/free-port';
import type { KeptProcess, KeptProcessOptions } from '../../chaos/stage/kept-process.ts';
import { until } from '../../chaos/stage/until.ts';

const run = promisify(execFile);
const PROXY = join(import.meta.dirname, '../../db/testing/tcp-proxy.ts');
const STARTS_WITHIN_MS = 30_000;
const RADOSGW_USER = { accessKeyId: 'cluster', secretAccessKey: 'cluster-secret' };

export const STORE_KINDS = ['folder', 'swift', 'radosgw'] as const;
export type StoreKind = (typeof STORE_KINDS)[number];

export interface ClusterStore {
  readonly kind: StoreKind;
  /** What portals and workers need to use it. */
  readonly settings: Readonly<Record<string, string>>;
  /** The way to it, which may be frozen; null for a folder. */
  readonly line: KeptProcess | null;
  /** Null where it is not one process that may be killed. */
  readonly process: KeptProcess | null;
  stop(): Promise<void>;
}

type Keep = (options: Omit<KeptProcessOptions, 'logFile' | 'onFailure'>) => KeptProcess;

/** Hot store, archive and all else that nodes share: folders, or three buckets. */
export async function openObjectStore(
  kind: StoreKind,
  folder: string,
  keep: Keep,
): Promise<ClusterStore> {
  if (kind === 'folder') {
    const settings = { HOT_KIND: 'folder', ARCHIVE_KIND: 'folder' };
    return { kind, settings, line: null, process: null, stop: async () => {} };
  }
  const { server, process } = await openServer(kind, folder, keep);
  const port = await freePort();
  const line = keep({
    name: 'store line',
    args: [PROXY, String(port), '127.0.0.1', new URL(server.endpoint).port],
  });
  line.start();
  const { accessKeyId, secretAccessKey } = server.credentials;
  const bucketSettings = async (name: 'HOT' | 'ARCHIVE' | 'OBJECTS') => ({
    [`${name}_KIND`]: 's3',
    [`${name}_ENDPOINT`]: `http://127.0.0.1:${port}`,
    [`${name}_REGION`]: server.region,
    [`${name}_BUCKET`]: (await newBucket(server)).bucket,
    [`${name}_ACCESS_KEY_ID`]: accessKeyId,
    [`${name}_SECRET_ACCESS_KEY`]: secretAccessKey,
  });
  const settings = {
    ...(await bucketSettings('HOT')),
    ...(await bucketSettings('ARCHIVE')),
    ...(await bucketSettings('OBJECTS')),
    ARCHIVE_S3_CONDITIONAL_PUTS: 'false',
  };
  return { kind, settings, line, process, stop: () => server.stop() };
}

interface OpenedServer {
  readonly server: Swift;
  readonly process: KeptProcess | null;
}

async function openServer(kind: StoreKind, folder: string, keep: Keep): Promise<OpenedServer> {
  if (kind === 'radosgw') return openRadosgw(join(folder, 'radosgw'), keep);
  const server = await startSwift();
  if (server === null) throw new Error('OpenStack Swift is not installed, or this is not root');
  return { server, process: null };
}

/** Ceph's S3 server over a file of SQLite, without a Ceph cluster. */
async function openRadosgw(folder: string, keep: Keep): Promise<OpenedServer> {
  const port = await freePort();
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'ceph.conf');
  await writeFile(file, cephConfiguration(folder, port));
  const common = ['--no-mon-config', '-c', file, '-n', 'client.rgw'];
  const { accessKeyId, secretAccessKey } = RADOSGW_USER;
  await run('radosgw-admin', [
    ...common,
    'user',
    'create',
    '--uid=cluster',
    '--display-name=cluster',
    `--access-key=${accessKeyId}`,
    `--secret=${secretAccessKey}`,
  ]);
  const process = keep({
    name: 'radosgw',
    program: '/usr/bin/radosgw',
    args: ['-f', ...common],
  });
  process.start();
  const endpoint = `http://127.0.0.1:${port}`;
  const isThere = () =>
    fetch(endpoint).then(
      ({ ok }) => ok,
      () => false,
    );
  if (!(await until(isThere, STARTS_WITHIN_MS))) throw new Error('radosgw has not started');
  const server = {
    endpoint,
    region: 'us-east-1',
    credentials: RADOSGW_USER,
    stop: () => process.stop(),
  };
  return { server, process };
}

function cephConfiguration(folder: string, port: number): string {
  return `[global]
fsid = 11111111-1111-1111-1111-111111111111
log_to_stderr = true
[client.rgw]
rgw_backend_store = dbstore
rgw_config_store = dbstore
dbstore_config_uri = file:${folder}/config.db
rgw_frontends = beast endpoint=127.0.0.1:${port}
dbstore_db_dir = ${folder}
rgw_data = ${folder}
admin_socket =
run_dir = ${folder}
`;
}
