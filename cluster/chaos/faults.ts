import { setTimeout as sleep } from 'node:timers/promises';
import { awaitAnswer, type ClusterNode, type RunningCluster } from '../nodes/cluster.ts';

/** A node is down so long, so that what it leaves behind is felt. */
const DOWN_MS = 3_000;
const STALLED_MS = 12_000;

export interface ClusterFault {
  readonly name: string;
  /** Resolves when everything is as it should be again. */
  inflict(cluster: RunningCluster): Promise<void>;
}

/** Each kind of node dies and comes back, one after the other; the failover is last, for it can't be undone. */
export function faultsOf({ portals, workers, store }: RunningCluster): readonly ClusterFault[] {
  return [
    ...portals.map((node) => killed('portal', node)),
    ...workers.map((node) => killed('workers', node)),
    { name: 'HAProxy is killed', inflict: killBalancer },
    ...(store.line === null ? [] : [{ name: 'the store stalls', inflict: stallStore }]),
    ...(store.process === null ? [] : [{ name: 'the store is killed', inflict: killStore }]),
    { name: 'the standby is killed', inflict: killStandby },
    { name: 'PostgreSQL fails over', inflict: failOver },
  ];
}

function killed(kind: string, { letter, process, url }: ClusterNode): ClusterFault {
  return {
    name: `${kind} ${letter} is killed`,
    async inflict() {
      await process.kill();
      await sleep(DOWN_MS);
      process.start();
      await isAlive(url);
    },
  };
}

async function killBalancer({ balancer, url }: RunningCluster): Promise<void> {
  await balancer.process.kill();
  await sleep(DOWN_MS);
  balancer.process.start();
  await balancer.awaitAnswer();
  await isReady(url);
}

/** It takes connections and answers nothing. */
async function stallStore({ store }: RunningCluster): Promise<void> {
  store.line?.freeze();
  await sleep(STALLED_MS);
  store.line?.thaw();
}

async function killStore({ store }: RunningCluster): Promise<void> {
  await store.process?.kill();
  await sleep(DOWN_MS);
  store.process?.start();
}

/** Commits wait for it meanwhile. */
async function killStandby({ postgres, url }: RunningCluster): Promise<void> {
  const { process } = postgres.second;
  await process.kill();
  await sleep(DOWN_MS);
  process.start();
  await postgres.awaitStandby();
  await isReady(url);
}

/** The first server is gone for good: the standby takes over, and HAProxy sends everybody there. */
async function failOver({ postgres, balancer, url }: RunningCluster): Promise<void> {
  await postgres.first.process.kill();
  await sleep(DOWN_MS);
  await postgres.promote();
  await balancer.repoint();
  await isReady(url);
}

function isAlive(url: string): Promise<void> {
  return awaitAnswer(`${url}/api/health/live`);
}

export function isReady(url: string): Promise<void> {
  return awaitAnswer(`${url}/api/health/ready`);
}
