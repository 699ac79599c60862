import { appendFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@workcompanion/db/client';
import { issueFirstAdminLink } from '@workcompanion/db/queries/issue-first-admin-link';
import { makeEnrolmentToken } from '../scripts/processes/make-enrolment-token.ts';
import { PortalClient } from '../scripts/processes/portal-client.ts';
import { Fleet } from './fleet/fleet.ts';
import { makeFootage } from './fleet/make-footage.ts';
import { Cluster, type ClusterNode, type RunningCluster } from './nodes/cluster.ts';
import type { StoreKind } from './nodes/object-store.ts';

const FIRST_ACCOUNT = {
  name: 'Cluster',
  email: 'cluster@example.com',
  password: 'correct horse battery staple',
};

export interface RunWish {
  readonly store: StoreKind;
  readonly portals: number;
  readonly workers: number;
  readonly recorders: number;
  /** A recorder makes one segment in this time. */
  readonly segmentSeconds: number;
  readonly segmentBytes: number;
  /** How long a recorder's line takes for one segment; 0: sent at once. */
  readonly sendingMs: number;
  readonly keep: boolean;
  readonly print: (line: string) => void;
}

export interface OpenedRun {
  readonly cluster: RunningCluster;
  readonly fleet: Fleet;
  /** What each segment shows when it is played. */
  readonly footage: Buffer;
  /** The first account, signed in by way of HAProxy. */
  readonly viewer: PortalClient;
  /** A request of the first account to one portal, as HAProxy would pass it on. */
  askPortal(portal: Pick<ClusterNode, 'url'>, path: string, init?: RequestInit): Promise<Response>;
  readonly report: (line: string) => void;
  close(): Promise<void>;
}

/** A cluster on an empty folder, an account, and recorders that have enrolled and do not record yet. */
export async function openRun(wish: RunWish): Promise<OpenedRun> {
  const folder = await mkdtemp(join(tmpdir(), 'workcompanion-cluster-'));
  await chmod(folder, 0o711); // PostgreSQL's account goes through it
  const began = Date.now();
  const report = (line: string) => {
    const at = new Date(Date.now() - began).toISOString().slice(11, 19);
    wish.print(`${at}  ${line}`);
    appendFileSync(join(folder, 'run.log'), `${at}  ${line}\n`);
  };
  report(`everything is in ${folder}`);
  const removeFolder = async () => {
    if (wish.keep) report(`kept: ${folder}`);
    else await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const { store, portals, workers } = wish;
  const cluster = await Cluster.open({ folder, store, portals, workers, report }).catch(
    async (error: unknown) => {
      await removeFolder();
      throw error;
    },
  );
  try {
    const viewer = await signIn(cluster);
    const footage = await footageOf(folder, wish);
    report(`enrolling ${wish.recorders} recorders`);
    const fleet = await enrol(cluster, wish, footage);
    const close = async () => {
      await fleet.close();
      await cluster.close();
      await removeFolder();
    };
    const askPortal: OpenedRun['askPortal'] = (portal, path, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set('x-forwarded-host', new URL(cluster.url).host);
      return viewer.fetch(`${portal.url}${path}`, { ...init, headers });
    };
    return { cluster, fleet, footage, viewer, askPortal, report, close };
  } catch (error) {
    await cluster.close();
    await removeFolder();
    throw error;
  }
}

async function footageOf(folder: string, wish: RunWish): Promise<Buffer> {
  const scratch = join(folder, 'footage');
  await mkdir(scratch, { recursive: true });
  return makeFootage(scratch, { seconds: wish.segmentSeconds, bytes: wish.segmentBytes });
}

async function enrol(cluster: RunningCluster, wish: RunWish, footage: Buffer): Promise<Fleet> {
  const { recorders, segmentSeconds, sendingMs } = wish;
  const database = connect(cluster.databaseUrl, { max: 1 });
  try {
    const label = 'cluster';
    const token = await makeEnrolmentToken(database.db, { label, maxUses: recorders });
    return await Fleet.enrol({
      url: cluster.url,
      token,
      recorders,
      footage,
      segmentSeconds,
      sendingMs,
    });
  } finally {
    await database.close();
  }
}

async function signIn({ url, databaseUrl }: RunningCluster): Promise<PortalClient> {
  const database = connect(databaseUrl, { max: 1 });
  try {
    const token = await issueFirstAdminLink(database.db, Date.now() * 1000);
    if (token === null) throw new Error('there is an account already');
    const viewer = new PortalClient(url);
    await viewer.redeem(`${url}/welcome?token=${token}`, FIRST_ACCOUNT);
    await viewer.askNobodyWhy();
    return viewer;
  } finally {
    await database.close();
  }
}
