import { readStatement, statementHash } from '@workcompanion/core/crypto/statement';
import type { JournalHead } from '@workcompanion/core/protocol/journal-head';
import type { HeartbeatResponse } from '@workcompanion/core/protocol/messages';
import type { Statement, StatementBody } from '@workcompanion/core/protocol/statement';
import { type Backoff, backoffMs } from '../backoff.ts';
import type { ComparedEntries } from '../journal/compared-entries.ts';
import type { ChainPlace, Journal, JournalDraft, JournalRepair } from '../journal/journal.ts';
import { damageDrafts } from '../journal/journal-damage.ts';
import type { QueuedEntry } from '../journal/upload-queue.ts';
import type { Log } from '../log.ts';
import { Mutex } from '../mutex.ts';

const LOOK_AGAIN_MS = 2_000;
/** Limits repairs, should a server refuse all that is stated anew. */
const REPAIR_BACKOFF: Backoff = { baseMs: 5_000, ceilingMs: 3_600_000 };

export interface JournalSyncOptions {
  readonly journal: Journal;
  readonly entries: ComparedEntries;
  readonly log: Log;
  readonly ask: () => Promise<JournalHead>;
  /** Called when entries were queued. */
  readonly onQueued: () => void;
}

/**
 * Keeps the journal consistent with what the server holds. Entries that the server has lost since its receipt
 * are sent again. If the server holds entries that are unknown here, an older state of this device was
 * restored: then the journal continues after them, reports that, and states its own entries anew.
 */
export class JournalSync {
  readonly #options: JournalSyncOptions;
  readonly #mutex = new Mutex();
  #isInStep = false;
  #repairs = 0;
  #nextRepairAt = 0;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(options: JournalSyncOptions) {
    this.#options = options;
  }

  /** Whether the last comparison since the start found no difference. */
  get isInStep(): boolean {
    return this.#isInStep;
  }

  /** Takes what a heartbeat's answer says of the journal. */
  async onHeartbeat(reach: HeartbeatResponse['journal']): Promise<void> {
    // An old server says nothing of the journal: there is nothing to compare with.
    if (reach === undefined) this.#isInStep = true;
    const { journal, entries } = this.#options;
    const { index } = journal.head;
    const fits =
      reach === undefined || (reach.end <= index && reach.next >= entries.firstUnsent(index));
    if (!fits || !this.#isInStep) await this.compare();
  }

  /** Compares with the server and repairs differences. Without an answer nothing changes. */
  compare(): Promise<void> {
    return this.#mutex.run(async () => {
      try {
        if (!this.#isStopped) await this.#follow(await this.#options.ask());
      } catch (error) {
        this.#options.log.debug({ err: error }, 'the journal could not be compared');
      }
    });
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #follow(head: JournalHead): Promise<void> {
    const { journal, entries, log, onQueued } = this.#options;
    const again = entries.sendAgain(head);
    if (again > 0) {
      log.warn({ entries: again }, 'the server has lost entries: they are sent again');
      onQueued();
    }
    let isDone = !head.more;
    await journal.repair((place) => {
      const plan = this.#plan(head, place);
      if (plan !== null) isDone = false;
      return plan === 'later' ? null : plan;
    });
    this.#isInStep = isDone;
    if (!isDone) this.#lookAgain();
  }

  /** Plans a repair; `later` while the fate of waiting entries is not known. */
  #plan(head: JournalHead, place: ChainPlace): JournalRepair | 'later' | null {
    const { entries, log } = this.#options;
    const isBehind = head.next > place.index;
    const refused = entries.refusedPlaces();
    if (!isBehind && refused.length === 0) return null;
    const now = Date.now();
    if ((isBehind && entries.hasUnsettled(head)) || now < this.#nextRepairAt) return 'later';
    this.#repairs += 1;
    this.#nextRepairAt = now + backoffMs(this.#repairs, REPAIR_BACKOFF);
    const lost = isBehind ? [{ first: place.index, last: head.next - 1 }] : [];
    log.error({ lost, stated: refused.length }, 'the server holds other entries than this journal');
    return {
      place: isBehind ? { index: head.next, prev: head.hash } : place,
      drafts: [
        ...damageDrafts({ cause: 'behind', lost, saved: entries.count(), keptAs: null }),
        ...refused.map(restated),
      ],
      superseded: refused.map(({ index }) => index),
    };
  }

  #lookAgain(): void {
    if (this.#isStopped) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.compare(), LOOK_AGAIN_MS);
  }
}

function restated({ statement: jws, file }: QueuedEntry): JournalDraft {
  const statement = readStatement(jws);
  const { index, at } = statement;
  return {
    body: bodyOf(statement),
    file,
    restates: { index, hash: statementHash(jws), at: statement.restates?.at ?? at },
  };
}

/** What a statement says, without its place in the journal. */
function bodyOf(statement: Statement): StatementBody {
  const { v, device, index, prev, at, monotonic, clockOffset, restates, ...body } = statement;
  return body;
}
