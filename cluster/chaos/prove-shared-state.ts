import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenedRun } from '../open-run.ts';
import { play } from './check-upload-receipts.ts';

const FIRST_RECEIPT_WITHIN_MS = 60_000;
const POLL_MS = 20;

export interface SharedStateProof {
  readonly what: string;
  readonly holds: boolean;
  readonly seen: string;
}

/** Whichever portal took it: all of them are asked. */
export async function provePlayback(run: OpenedRun): Promise<SharedStateProof> {
  const { fleet, cluster, footage } = run;
  const deadline = performance.now() + FIRST_RECEIPT_WITHIN_MS;
  while (fleet.receipted.length === 0 && performance.now() < deadline) await sleep(POLL_MS);
  const what = 'a segment that one portal has receipted plays at each at once';
  const segment = fleet.receipted.at(-1)?.segment;
  if (segment === undefined) return { what, holds: false, seen: 'nothing was receipted' };
  const wanted = createHash('sha256').update(footage).digest('hex');
  const began = performance.now();
  const found = await Promise.all(cluster.portals.map((portal) => play(run, portal, segment)));
  return {
    what,
    holds: found.every((digest) => digest === wanted),
    seen: `${(performance.now() - began).toFixed(0)} ms at ${found.length} portals`,
  };
}

/** Last, for nobody is signed in afterwards. */
export async function proveSignOut({
  cluster,
  viewer,
  askPortal,
}: OpenedRun): Promise<SharedStateProof> {
  const what = 'a sign-out at one portal is a sign-out at each';
  const [a] = cluster.portals;
  if (a === undefined) return { what, holds: false, seen: 'there is no portal' };
  const cookie = viewer.cookieHeader;
  const statuses = () =>
    Promise.all(
      cluster.portals.map(async ({ url }) => {
        return (await fetch(`${url}/api/portal/users`, { headers: { cookie } })).status;
      }),
    );
  const before = await statuses();
  const csrf = await askPortal(a, '/api/auth/csrf');
  const { csrfToken }: { csrfToken: string } = JSON.parse(await csrf.text());
  const body = new URLSearchParams({ csrfToken, json: 'true' });
  const answer = await askPortal(a, '/api/auth/signout', { method: 'POST', body });
  const after = await statuses();
  const holds = before.every((status) => status === 200) && after.every((status) => status === 401);
  const seen = `${before.join(', ')} before, ${answer.status}, ${after.join(', ')} after`;
  return { what, holds, seen };
}
