import { setTimeout as sleep } from 'node:timers/promises';
import { printTable } from '../bench/lib/stats.ts';
import { until } from '../chaos/stage/until.ts';
import { type Cost, CostMeter, costOf, heartbeatCost, type Spent } from './cost-meter.ts';
import { type OpenedRun, openRun, type RunWish } from './open-run.ts';

/** One portal for a quarter of the recorders, two for half of them, four for all: so a cluster grows. */
const GROWING: readonly Load[] = [
  { portals: 1, share: 1 / 4 },
  { portals: 2, share: 1 / 2 },
  { portals: 4, share: 1 },
];
/** All of them at one portal, whose groups are larger than those of four that share the same. */
const CROWDED: Load = { portals: 1, share: 1 };
/** Twice in turn, so that a machine that is slower for a while is slower for all of them. */
const ROUNDS = [...GROWING, CROWDED, CROWDED, ...GROWING.toReversed()];
const IDLE_MS = 10_000;
/** What a portal does for the first time is not what is measured. */
const WARM_UP_MS = 45_000;
const SETTLES_MS = 5_000;
/** What waits from before would come in larger groups. */
const NOTHING_WAITS_WITHIN_MS = 20_000;
const HEARTBEAT_MS = 1_000;
const DRAIN_WITHIN_MS = 60_000;
/** So much more may an upload cost four portals than one, each with as many recorders. */
const MOST_RATIO = 1.1;
const MOST_STATEMENTS = 8;
const STATEMENT_WIDTH = 100;

interface Load {
  readonly portals: number;
  /** How many of the recorders record. */
  readonly share: number;
}

export interface CostWish extends Omit<RunWish, 'portals' | 'workers'> {
  /** How long each round takes. */
  readonly seconds: number;
}

/**
 * What an upload costs the portals and PostgreSQL with one portal, two and four, each with as many recorders,
 * and with all recorders at one, on the same database. All portals run all the while, and HAProxy sends requests to so many of them; what they
 * spend while nobody asks anything is measured afterwards, when nothing is new to them, and taken off.
 */
export async function measureCost(wish: CostWish): Promise<boolean> {
  const mostPortals = Math.max(...ROUNDS.map(({ portals }) => portals));
  const run = await openRun({ ...wish, portals: mostPortals, workers: 0 });
  const meter = await CostMeter.open(run);
  const { fleet, cluster, report } = run;
  try {
    fleet.start();
    report('warming up');
    await sleep(WARM_UP_MS);
    const rounds: Round[] = [];
    for (const load of ROUNDS) {
      await cluster.balancer.use(load.portals);
      fleet.record(load.share);
      await sleep(SETTLES_MS);
      await until(() => fleet.figures().waiting < wish.recorders / 2, NOTHING_WAITS_WITHIN_MS);
      report(`${nameOf(load, wish)} for ${wish.seconds} s`);
      rounds.push({ load, spent: await meter.during(wish.seconds * 1000) });
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

function nameOf({ portals, share }: Load, { recorders }: CostWish): string {
  return `${portals} portal(s) with ${Math.ceil(share * recorders)} recorders`;
}

interface Round {
  readonly load: Load;
  readonly spent: Spent;
}

function printCosts(wish: CostWish, rounds: readonly Round[], idle: Spent): boolean {
  const costs = [...GROWING, CROWDED].map((load) => {
    const busy = rounds.filter((round) => round.load === load).map(({ spent }) => spent);
    return { load, cost: costOf(busy, idle) };
  });
  printTable(
    [
      'with',
      'uploads',
      'a second',
      'portals CPU ms',
      'PostgreSQL CPU ms',
      'statements',
      'WAL bytes',
      'ms of waits for locks',
      'other waits',
    ],
    costs.map(({ load, cost }) => [
      nameOf(load, wish),
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
  const costWith = (load: Load | undefined) => costs.find((row) => row.load === load)?.cost;
  const [one, many, crowded] = [costWith(GROWING[0]), costWith(GROWING.at(-1)), costWith(CROWDED)];
  if (one === undefined || many === undefined || crowded === undefined) return false;
  printStatements(one, many);
  const ratio = many.portalMs / one.portalMs;
  wish.print(
    `with four portals an upload costs ${ratio.toFixed(2)} × the CPU of one that has as many recorders as each of them (at most ${MOST_RATIO} × is asked), and ${(many.portalMs / crowded.portalMs).toFixed(2)} × that of one that has all; PostgreSQL ${(many.databaseMs / one.databaseMs).toFixed(2)} × and ${(many.databaseMs / crowded.databaseMs).toFixed(2)} ×`,
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
