import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readStatement } from '@workcompanion/core/crypto/statement';
import type { GapRecorded } from '@workcompanion/core/protocol/statement';
import Database from 'better-sqlite3';
import { askRecorder } from '../core/control/ask-recorder.ts';
import type { RecorderStatus } from '../core/recorder-status.ts';

const LOOK_EVERY_MS = 1_000;

/** The running recorder, as the one who is recorded may ask it, and the journal that it keeps. */
export class WatchedRecorder {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Null while none runs, or while it is being opened. */
  async status(): Promise<RecorderStatus | null> {
    const reply = await askRecorder(this.folder, { command: 'status' }).catch(() => null);
    return reply !== null && 'status' in reply ? reply.status : null;
  }

  /** Gaps that ended after `since` (UTC µs). */
  gapsSince(since: number): GapRecorded[] {
    const database = new Database(join(this.folder, 'journal.db'), { readonly: true });
    try {
      const rows = database
        .prepare<[], { statement: string }>(`select statement from journal where kind = 'gap'`)
        .all();
      return rows
        .map(({ statement }) => readStatement(statement))
        .filter((entry) => entry.kind === 'gap')
        .filter(({ to }) => to !== null && to >= since);
    } finally {
      database.close();
    }
  }

  /** Waits until it records, and its last picture is not older than `since` (UTC µs). Null: it does not. */
  async records(since: number, patienceMs: number): Promise<RecorderStatus | null> {
    return until(patienceMs, async () => {
      const status = await this.status();
      const isLive = status?.state === 'recording' && (status.lastFrameAt ?? 0) >= since;
      return isLive ? status : null;
    });
  }
}

/** The first answer that is not null; null when none came in time. */
export async function until<T>(
  patienceMs: number,
  look: () => Promise<T | null>,
): Promise<T | null> {
  const end = performance.now() + patienceMs;
  while (performance.now() < end) {
    const found = await look().catch(() => null);
    if (found !== null) return found;
    await sleep(LOOK_EVERY_MS);
  }
  return null;
}
