import { setTimeout as sleep } from 'node:timers/promises';
import { printTable } from '../bench/lib/stats.ts';
import { until } from '../chaos/stage/until.ts';
import { type Cost, CostMeter, costOf, heartbeatCost, type Spent } from './cost-meter.ts';
import { type OpenedRun, openRun, type RunWish } from './open-run.ts';

/** Twice in turn, so that a machine that is slower for a while is slower for all of them. */
const ROUNDS = [1, 2, 4, 4, 2, 1];
const PORTALS = [1, 2, 4];
const IDLE_MS = 10_000;
/** What a portal does for the first time is not what is measured. */
const WARM_UP_MS = 45_000;
const SETTLES_MS = 5_000;
/** What waits from before would come in larger groups. */
const NOTHING_WAITS_WITHIN_MS = 20_000;
const HEARTBEAT_MS = 1_000;
const DRAIN_WITHIN_MS = 60_000;
/** So much more may an upload cost four portals than one. */
const MOST_RATIO = 1.1;
const MOST_STATEMENTS = 8;
const STATEMENT_WIDTH = 100;

export interface CostWish extends Omit<RunWish, 'portals' | 'workers'> {
  /** How long each round takes. */
  readonly seconds: number;
}

/**
 * What an upload costs the portals and PostgreSQL when one portal, two and four share the same load, on the
 * same database. All portals run all the while, and HAProxy sends requests to so many of them; what they
 * spend while nobody asks anything is measured afterwards, when nothing is new to them, and taken off.
 */
export async function measureCost(wish: CostWish): Promise<boolean> {
  const run = await openRun({ ...wish, portals: Math.max(...PORTALS), workers: 0 });
  const meter = await CostMeter.open(run);
  const { fleet, cluster, report } = run;
  try {
    fleet.start();
    report('warming up');
    await sleep(WARM_UP_MS);
    const rounds: Round[] = [];
    for (const portals of ROUNDS) {
      await cluster.balancer.use(portals);
      await sleep(SETTLES_MS);
      await until(() => fleet.figures().waiting < wish.recorders / 2, NOTHING_WAITS_WITHIN_MS);
      report(`${portals} portal(s) for ${wish.seconds} s`);
      rounds.push({ portals, spent: await meter.during(wish.seconds * 1000) });
    }
    await fleet.drain(DRAIN_WITHIN_MS);
    await sleep(SETTLES_MS);
    const idle = await meter.during(IDLE_MS);
    const heartbeat = heartbeatCost(await heartbeats(run, meter), idle);
    const [portals, database] = [heartbeat.portals.toFixed(2), heartbeat.database.toFixed(2)];
    report(`a heartbeat costs the portals ${portals} ms of CPU, PostgreSQL ${database} ms`);
    reportIdle(run, idle);
    return printCosts(wish, rounds, idle);
  } finally {
    await meter.close();
    await run.close();
  }
}

async function heartbeats({ fleet }: OpenedRun, meter: CostMeter): Promise<Spent> {
  const over = new AbortController();
  const beating = fleet.beat(HEARTBEAT_MS, over.signal);
  await sleep(SETTLES_MS);
  const spent = await meter.during(IDLE_MS);
  over.abort();
  await beating;
  return spent;
}

function reportIdle({ cluster, report }: OpenedRun, idle: Spent): void {
  const each = (total: number) => total / idle.seconds / cluster.portals.length;
  const asked = [...idle.statements.values()].reduce((sum, calls) => sum + calls, 0);
  const [ms, statements] = [each(idle.portalSeconds) * 1000, each(asked)];
  report(
    `a portal that nobody asks spends ${ms.toFixed(1)} ms of CPU and ${statements.toFixed(1)} statements a second`,
  );
}

interface Round {
  readonly portals: number;
  readonly spent: Spent;
}

function printCosts(wish: CostWish, rounds: readonly Round[], idle: Spent): boolean {
  const costs = PORTALS.map((portals) => {
    const busy = rounds.filter((round) => round.portals === portals).map(({ spent }) => spent);
    return { portals, cost: costOf(busy, idle) };
  });
  printTable(
    [
      'portals',
      'uploads',
      'a second',
      'portals CPU ms',
      'PostgreSQL CPU ms',
      'statements',
      'WAL bytes',
      'ms of waits for locks',
      'other waits',
    ],
    costs.map(({ portals, cost }) => [
      portals,
      cost.uploads,
      cost.perSecond.toFixed(1),
      cost.portalMs.toFixed(2),
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
  printStatements(one.cost, many.cost);
  const ratio = many.cost.portalMs / one.cost.portalMs;
  wish.print(
    `with ${many.portals} portals an upload costs ${ratio.toFixed(2)} × the CPU of one (at most ${MOST_RATIO} × is asked)`,
  );
  return ratio <= MOST_RATIO;
}

/** Those that many portals ask more of, the most first: what an upload costs PostgreSQL should not grow. */
function printStatements(one: Cost, many: Cost): void {
  const rows = [...many.ofStatements].map(([statement, calls]) => ({
    statement,
    before: one.ofStatements.get(statement) ?? 0,
    calls,
  }));
  const grown = rows.toSorted((a, b) => b.calls - b.before - (a.calls - a.before));
  printTable(
    ['statement', 'asked an upload by one portal', 'by many'],
    grown
      .slice(0, MOST_STATEMENTS)
      .map(({ statement, before, calls }) => [
        statement.slice(0, STATEMENT_WIDTH),
        before.toFixed(2),
        calls.toFixed(2),
      ]),
  );
}
