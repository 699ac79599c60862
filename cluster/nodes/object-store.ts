import { join } from 'node:path';
import {
  prepareRadosgw,
  RADOSGW,
  type Radosgw,
} from '@workcompanion/core/storage/testing/radosgw/start-radosgw';
import { newBucket, startSwift } from '@workcompanion/core/storage/testing/swift/start-swift';
import { freePort } from '@workcompanion/db/embedded/free-port';
import type { KeptProcess, KeptProcessOptions } from '../../chaos/stage/kept-process.ts';
import { until } from '../../chaos/stage/until.ts';

const PROXY = join(import.meta.dirname, '../../db/testing/tcp-proxy.ts');
const STARTS_WITHIN_MS = 30_000;

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
  readonly server: Pick<Radosgw, 'endpoint' | 'region'> & {
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    stop(): Promise<void>;
  };
  readonly process: KeptProcess | null;
}

async function openServer(kind: StoreKind, folder: string, keep: Keep): Promise<OpenedServer> {
  if (kind === 'radosgw') return openRadosgw(join(folder, 'radosgw'), keep);
  const server = await startSwift();
  if (server === null) throw new Error('OpenStack Swift is not installed, or this is not root');
  return { server, process: null };
}

async function openRadosgw(folder: string, keep: Keep): Promise<OpenedServer> {
  const { args, ...prepared } = await prepareRadosgw(folder, await freePort());
  const process = keep({
    name: 'radosgw',
    program: RADOSGW,
    args: [...args],
  });
  process.start();
  const isThere = () =>
    fetch(prepared.endpoint).then(
      ({ ok }) => ok,
      () => false,
    );
  if (!(await until(isThere, STARTS_WITHIN_MS))) throw new Error('radosgw has not started');
  return { server: { ...prepared, stop: () => process.stop() }, process };
}
