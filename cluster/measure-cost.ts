import { setTimeout as sleep } from 'node:timers/promises';
import { printTable } from '../bench/lib/stats.ts';
import { isReady } from './chaos/faults.ts';
import { CostMeter, costOf, heartbeatCost, type Spent } from './cost-meter.ts';
import { type OpenedRun, openRun, type RunWish } from './open-run.ts';

/** Twice in turn, so that a machine that is slower for a while is slower for all of them. */
const ROUNDS = [1, 2, 4, 4, 2, 1];
const PORTALS = [1, 2, 4];
const IDLE_MS = 10_000;
/** What a portal does for the first time is not what is measured. */
const WARM_UP_MS = 8_000;
const HEARTBEAT_MS = 1_000;
const DRAIN_WITHIN_MS = 60_000;
/** So much more may an upload cost four portals than one. */
const MOST_RATIO = 1.1;

export interface CostWish extends Omit<RunWish, 'portals' | 'workers'> {
  /** Of each round. */
  readonly seconds: number;
}

/**
 * What an upload costs the portals and PostgreSQL with one portal, with two and with four, under the same
 * load on the same database. What so many portals spend while nobody uploads is measured before.
 */
export async function measureCost(wish: CostWish): Promise<boolean> {
  const run = await openRun({ ...wish, portals: Math.max(...PORTALS), workers: 0 });
  const meter = await CostMeter.open(run);
  try {
    const idle = new Map<number, Spent>();
    const idleWith = async (portals: number) => {
      await runPortals(run, portals);
      const spent = await meter.during(IDLE_MS);
      idle.set(portals, spent);
      return spent;
    };
    await idleWith(4);
    await idleWith(2);
    const alone = await idleWith(1);
    const heartbeat = heartbeatCost(await heartbeats(run, meter), alone);
    run.fleet.start();
    const rounds: { readonly portals: number; readonly spent: Spent }[] = [];
    for (const portals of ROUNDS) {
      await runPortals(run, portals);
      await sleep(WARM_UP_MS);
      run.report(`${portals} portal(s) for ${wish.seconds} s`);
      rounds.push({ portals, spent: await meter.during(wish.seconds * 1000) });
    }
    await run.fleet.drain(DRAIN_WITHIN_MS);
    const [portals, database] = [heartbeat.portals.toFixed(2), heartbeat.database.toFixed(2)];
    run.report(`a heartbeat costs the portals ${portals} ms of CPU, PostgreSQL ${database} ms`);
    return printCosts(wish, { rounds, idle });
  } finally {
    await meter.close();
    await run.close();
  }
}

/** With one portal, as it was left. */
async function heartbeats({ fleet }: OpenedRun, meter: CostMeter): Promise<Spent> {
  const over = new AbortController();
  const beating = fleet.beat(HEARTBEAT_MS, over.signal);
  await sleep(WARM_UP_MS);
  const spent = await meter.during(IDLE_MS);
  over.abort();
  await beating;
  return spent;
}

async function runPortals({ cluster }: OpenedRun, count: number): Promise<void> {
  const { portals, url } = cluster;
  await Promise.all(portals.slice(count).map(({ process }) => process.stop()));
  for (const { process } of portals.slice(0, count)) process.start();
  await Promise.all(portals.slice(0, count).map((portal) => isReady(portal.url)));
  await isReady(url);
}

interface Rounds {
  readonly rounds: readonly { readonly portals: number; readonly spent: Spent }[];
  readonly idle: ReadonlyMap<number, Spent>;
}

function printCosts(wish: CostWish, { rounds, idle }: Rounds): boolean {
  const costs = PORTALS.map((portals) => {
    const busy = rounds.filter((round) => round.portals === portals).map(({ spent }) => spent);
    return { portals, cost: costOf(busy, idle.get(portals)) };
  });
  printTable(
    [
      'portals',
      'uploads',
      'a second',
      'portals CPU ms',
      'of it idle',
      'PostgreSQL CPU ms',
      'statements',
      'WAL bytes',
      'waits for locks',
      'other waits',
    ],
    costs.map(({ portals, cost }) => [
      portals,
      cost.uploads,
      cost.perSecond.toFixed(1),
      cost.portalMs.toFixed(2),
      cost.idlePortalMs.toFixed(2),
      cost.databaseMs.toFixed(2),
      cost.statements.toFixed(2),
      cost.walBytes.toFixed(0),
      cost.lockWaits.toFixed(4),
      cost.otherWaits.toFixed(4),
    ]),
  );
  const [one] = costs;
  const many = costs.at(-1);
  if (one === undefined || many === undefined) return false;
  const ratio = many.cost.portalMs / one.cost.portalMs;
  wish.print(
    `with ${many.portals} portals an upload costs ${ratio.toFixed(2)} × the CPU of one (at most ${MOST_RATIO} × is asked)`,
  );
  return ratio <= MOST_RATIO;
}
