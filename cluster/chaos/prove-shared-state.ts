import { setTimeout as sleep } from 'node:timers/promises';
import { RECORDER_ROUTES } from '@workcompanion/core/protocol/routes';
import { WatchedResponse } from '@workcompanion/core/protocol/watchers';
import { until } from '../../chaos/stage/until.ts';
import type { SimulatedRecorder } from '../fleet/simulated-recorder.ts';
import type { ClusterNode } from '../nodes/cluster.ts';
import type { OpenedRun } from '../open-run.ts';
import { play, wholeDigest } from './check-upload-receipts.ts';

const FIRST_RECEIPTS_WITHIN_MS = 90_000;
/** What a person who is recorded is promised. */
const TOLD_WITHIN_MS = 1_000;
/** So many recorders wait, one after the other, and the slowest counts. */
const WATCHED_RECORDERS = 5;
const BEGINS_TO_WAIT_MS = 500;
const TOLD_AT_ALL_MS = 30_000;

export interface SharedStateProof {
  readonly what: string;
  readonly holds: boolean;
  readonly seen: string;
}

/** Whichever portal took it: all of them are asked. */
export async function provePlayback(run: OpenedRun): Promise<SharedStateProof> {
  const { fleet, cluster, footage } = run;
  await until(() => fleet.receipted.length > 0, FIRST_RECEIPTS_WITHIN_MS);
  const what = 'a segment that one portal has receipted plays at each at once';
  const segment = fleet.receipted.at(-1)?.segment;
  if (segment === undefined) return { what, holds: false, seen: 'nothing was receipted' };
  const began = performance.now();
  const found = await Promise.all(cluster.portals.map((portal) => play(run, portal, segment)));
  const ms = performance.now() - began;
  const wanted = wholeDigest(footage);
  return {
    what,
    holds: found.every((digest) => digest === wanted),
    seen: `${ms.toFixed(0)} ms at ${found.length} portals`,
  };
}

/** Recorders wait at one portal while somebody watches them at another. */
export async function proveLiveNotice(run: OpenedRun): Promise<SharedStateProof> {
  const what = 'a recorder at one portal is told within a second who watches at another';
  const { fleet, cluster } = run;
  const recorders = fleet.recorders.slice(0, WATCHED_RECORDERS);
  const isThere = () => recorders.every(({ receipted }) => receipted.length > 0);
  await until(isThere, FIRST_RECEIPTS_WITHIN_MS);
  const times: number[] = [];
  for (const [number, recorder] of recorders.entries()) {
    const [watching, waiting] = [0, 1].map(
      (step) => cluster.portals[(number + step) % cluster.portals.length],
    );
    const footage = recorder.receipted.at(-1);
    if (watching === undefined || waiting === undefined || footage === undefined)
      return { what, holds: false, seen: 'nothing was receipted' };
    const told = watchedAt(run, waiting, recorder).then(() => performance.now());
    const isWatchedAlready = await Promise.race([
      told.then(() => true),
      sleep(BEGINS_TO_WAIT_MS).then(() => false),
    ]);
    if (isWatchedAlready) continue; // for the playback that was proved just before
    const began = performance.now();
    await play(run, watching, footage.segment); // as it is recorded, so that it is told
    const { device, start: from, end: to } = footage;
    // As the player says it while footage is on screen.
    const report = { device, display: 'BENCH-1', from, to, live: true };
    await askJson(run, watching, '/api/portal/views', report);
    times.push((await told) - began);
  }
  const slowest = Math.max(...times);
  return {
    what,
    holds: cluster.portals.length > 1 && times.length > 0 && slowest <= TOLD_WITHIN_MS,
    seen: `${times.map((ms) => ms.toFixed(0)).join(', ')} ms`,
  };
}

/** Waits at that portal, as a recorder does, until it is told that somebody watches. */
async function watchedAt(
  { cluster }: OpenedRun,
  portal: ClusterNode,
  recorder: SimulatedRecorder,
): Promise<void> {
  const { method, path } = RECORDER_ROUTES.watched;
  const headers = {
    authorization: `Bearer ${await recorder.token()}`,
    'x-forwarded-host': new URL(cluster.url).host,
  };
  const signal = AbortSignal.timeout(TOLD_AT_ALL_MS);
  for (;;) {
    const answer = await fetch(`${portal.url}${path}?known=false`, { method, headers, signal });
    if (WatchedResponse.parse(await answer.json()).watchedNow) return;
  }
}

/** Last, for nobody is signed in afterwards. */
export async function proveSignOut(run: OpenedRun): Promise<SharedStateProof> {
  const what = 'a sign-out at one portal is a sign-out at each';
  const { cluster, viewer } = run;
  const [a] = cluster.portals;
  if (a === undefined) return { what, holds: false, seen: 'there is no portal' };
  const cookie = viewer.cookieHeader;
  const forwarded = { cookie, 'x-forwarded-host': new URL(cluster.url).host };
  const statuses = () =>
    Promise.all(
      cluster.portals.map(async ({ url }) => {
        return (await fetch(`${url}/api/portal/users`, { headers: forwarded })).status;
      }),
    );
  const before = await statuses();
  await askJson(run, a, '/api/portal/account/sign-out', undefined);
  const after = await statuses();
  const holds = before.every((status) => status === 200) && after.every((status) => status === 401);
  return { what, holds, seen: `${before.join(', ')} before, ${after.join(', ')} after` };
}

async function askJson(
  { askPortal }: OpenedRun,
  portal: ClusterNode,
  path: string,
  body: unknown,
): Promise<void> {
  const answer = await askPortal(portal, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}
