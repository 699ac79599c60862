import { idLowerBound } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { type ArchiveRunState, archiveRuns } from '@workcompanion/db/schema/archive-runs';
import { segments } from '@workcompanion/db/schema/segments';
import { eq, sql } from 'drizzle-orm';
import type { TaskFailure } from '../threads/task-failure.ts';

/** How far a run is. */
export interface RunFacts {
  readonly state: ArchiveRunState;
  readonly objects: number;
  readonly bytes: number;
  readonly failures: number;
  readonly quarantined: number;
  readonly leftObjects: number;
  readonly leftBytes: number;
  /** Null before there is a figure. */
  readonly bytesPerSecond: number | null;
  readonly problem: TaskFailure | null;
}

/** Whoever shows it; told every two seconds while a run goes on. */
export interface RunReport {
  show(facts: RunFacts): void;
  /** The run is over. */
  end(): void;
}

type Counted = 'objects' | 'bytes' | 'failures' | 'quarantined';

/** What is still to do costs a walk over all that waits: with millions, seconds of the database. */
const COUNT_EVERY_MS = 60_000;
/** So the pause is at least so many times what the last count took. */
const COUNT_PAUSE = 100;
const KEEP_ALIVE_MS = 20_000;

export interface RunProgressOptions {
  readonly worker: string;
  /** Younger segments are not counted as left: they wait. */
  readonly minimumAgeMs: number;
}

/** One row of `archive_runs`: made when there is something to tell, brought up to date by `save`. */
export class RunProgress {
  readonly #db: Db;
  readonly #worker: string;
  readonly #counts: Record<Counted, number> = { objects: 0, bytes: 0, failures: 0, quarantined: 0 };
  #id: number | null = null;
  #busyMs = 0;
  /** While something is under way. */
  #busySince: number | null = null;
  #savedAt = 0;
  #saving: Promise<void> = Promise.resolve();
  readonly #minimumAgeMs: number;
  /** As it was counted last, and what had been done by then. */
  #left = { objects: 0, bytes: 0, done: { objects: 0, bytes: 0 } };
  #countAgainAt = 0;

  constructor(db: Db, { worker, minimumAgeMs }: RunProgressOptions) {
    this.#db = db;
    this.#worker = worker;
    this.#minimumAgeMs = minimumAgeMs;
  }

  get hasCounted(): boolean {
    return Object.values(this.#counts).some((count) => count > 0);
  }

  get counts(): Readonly<Record<Counted, number>> {
    return this.#counts;
  }

  /** Bytes a second while at work; null before there is a figure. */
  get rate(): number | null {
    const { bytes } = this.#counts;
    return bytes > 0 && this.#busy > 0 ? (bytes * 1000) / this.#busy : null;
  }

  /** ms so far, with what is under way. */
  get #busy(): number {
    const running = this.#busySince === null ? 0 : performance.now() - this.#busySince;
    return this.#busyMs + running;
  }

  get left(): { readonly objects: number; readonly bytes: number } {
    const { objects, bytes, done } = this.#left;
    return {
      objects: Math.max(0, objects - (this.#counts.objects - done.objects)),
      bytes: Math.max(0, bytes - (this.#counts.bytes - done.bytes)),
    };
  }

  count(what: Counted, by = 1): void {
    this.#counts[what] += by;
  }

  /** From the first claim on, so that there is a rate long before the queue is empty. */
  beginWork(): void {
    this.#busySince ??= performance.now();
  }

  endWork(): void {
    this.#busyMs = this.#busy;
    this.#busySince = null;
  }

  /** One after the other: the first makes the row. */
  save(state: ArchiveRunState, problem: TaskFailure | null = null): Promise<void> {
    const saved = this.#saving.then(() => this.#write(state, problem));
    this.#saving = saved.catch(() => {});
    return saved;
  }

  async #write(state: ArchiveRunState, problem: TaskFailure | null): Promise<void> {
    await this.#countLeft();
    this.#savedAt = performance.now();
    const { left } = this;
    const row = {
      ...this.#counts,
      state,
      updatedAt: Date.now() * 1000,
      busy: Math.round(this.#busy * 1000),
      leftObjects: left.objects,
      leftBytes: left.bytes,
      lastError: problem?.code ?? null,
      message: problem?.message ?? null,
    };
    if (this.#id === null) {
      const values = { ...row, worker: this.#worker, startedAt: row.updatedAt };
      const made = await this.#db.insert(archiveRuns).values(values).returning();
      this.#id = made[0]?.id ?? null;
    } else {
      await this.#db.update(archiveRuns).set(row).where(eq(archiveRuns.id, this.#id));
    }
  }

  /** Says now and then that the process lives; nothing before there is a row. */
  async keepAlive(state: ArchiveRunState, problem: TaskFailure | null): Promise<void> {
    const isDue = performance.now() - this.#savedAt >= KEEP_ALIVE_MS;
    if (this.#id !== null && isDue) await this.save(state, problem);
  }

  /** Ends the row, if there is one; the next `save` begins another. */
  async end(): Promise<void> {
    if (this.#id === null) return;
    await this.save('ended');
    this.#id = null;
    this.#busyMs = 0;
    Object.assign(this.#counts, { objects: 0, bytes: 0, failures: 0, quarantined: 0 });
    this.#countAgainAt = 0;
  }

  async #countLeft(): Promise<void> {
    const startedAt = performance.now();
    if (startedAt < this.#countAgainAt) return;
    const { objects, bytes } = this.#counts;
    const done = { objects, bytes };
    const before = Date.now() - this.#minimumAgeMs;
    const [left] = await this.#db
      .select({
        objects: sql<number>`count(*)`.mapWith(Number),
        bytes: sql<number>`coalesce(sum(bytes), 0)`.mapWith(Number),
      })
      .from(segments)
      .where(sql`state = 'hot' and id < ${idLowerBound(before)}::uuid`);
    this.#left = { objects: 0, bytes: 0, ...left, done };
    const now = performance.now();
    this.#countAgainAt = now + Math.max(COUNT_EVERY_MS, (now - startedAt) * COUNT_PAUSE);
  }
}
