import { setTimeout as sleep } from 'node:timers/promises';
import type { KeptProcess } from '../stage/kept-process.ts';
import type { SmallDisk } from '../stage/small-disk.ts';
import type { ChaosStage } from '../stage/stage.ts';

/** When and how a fault strikes, as it was planned. */
export interface FaultPlan {
  /** After the beginning of the run. */
  readonly atMs: number;
  /** How long it holds: a killed process stays away, a frozen one frozen. */
  readonly lastsMs: number;
  /** Which one, where there are several: 0 to 1. */
  readonly target: number;
}

/** What was struck, and when (ms since the epoch). */
export interface Strike {
  readonly name: string;
  readonly at: number;
}

/** Strikes, waits, and mends. Null: what was to be struck was not there, or down already. */
export type Inflict = (stage: ChaosStage, plan: FaultPlan) => Promise<Strike | null>;

/** Which there are to strike at that moment. */
type Targets<T> = (stage: ChaosStage) => readonly T[];

export const kill =
  (pick: Targets<KeptProcess>): Inflict =>
  async (stage, plan) => {
    const process = oneOf(pick(stage), plan);
    const at = await process.kill();
    await sleep(plan.lastsMs);
    if (at === null) return null;
    process.start();
    return { name: process.name, at };
  };

/** As an operator does: asked to end, and started again. */
export const restart =
  (pick: Targets<KeptProcess>): Inflict =>
  async (stage, plan) => {
    const process = oneOf(pick(stage), plan);
    const at = Date.now();
    if (!process.isRunning) return null;
    await process.stop();
    await sleep(plan.lastsMs);
    process.start();
    return { name: process.name, at };
  };

/** SIGSTOP: its connections stay open, and nothing answers on them. */
export const freeze =
  (pick: Targets<KeptProcess>): Inflict =>
  async (stage, plan) => {
    const process = oneOf(pick(stage), plan);
    const at = Date.now();
    if (!process.isRunning) return null;
    process.freeze();
    await sleep(plan.lastsMs);
    process.thaw();
    return { name: process.name, at };
  };

export const fillDisk =
  (pick: Targets<SmallDisk | null>, leaveBytes: number): Inflict =>
  async (stage, plan) => {
    const disk = oneOf(pick(stage), plan);
    const at = Date.now();
    if (disk === null) return null;
    await disk.fill(leaveBytes);
    await sleep(plan.lastsMs);
    await disk.empty();
    return { name: disk.path, at };
  };

export const killPostgres: Inflict = async ({ server }, plan) => {
  const at = await server.postgres.kill();
  if (at === null) return null;
  await sleep(plan.lastsMs);
  await server.postgres.startAgain();
  return { name: 'PostgreSQL', at };
};

/** By the recorder's own command, as its user does. */
export const pause: Inflict = async ({ recorders }, plan) => {
  const recorder = oneOf(recorders, plan);
  const at = Date.now();
  if (!(await recorder.pause())) return null;
  await sleep(plan.lastsMs);
  await recorder.resume();
  return { name: recorder.process.name, at };
};

function oneOf<T>(items: readonly T[], { target }: FaultPlan): T {
  const item = items[Math.floor(target * items.length)];
  if (item === undefined) throw new Error('there is nothing to strike');
  return item;
}
