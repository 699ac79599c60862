import { EventEmitter } from 'node:events';
import { rm } from 'node:fs/promises';
import { isOlderVersion } from '@workcompanion/core/protocol/recorder-version';
import { verifyRelease } from '@workcompanion/core/releases/release-signature';
import { parseRelease, type ReleaseFacts } from '@workcompanion/core/releases/release-statement';
import {
  isUpdateOver,
  type ReleaseOffer,
  type UpdateCode,
  type UpdateReport,
} from '@workcompanion/core/releases/update-report';
import type { Facts } from '../journal/facts.ts';
import { ReleaseFetcher, type ReleaseFetcherOptions } from './release-fetcher.ts';
import { UpdateInbox } from './update-inbox.ts';
import type { UpdatePlace } from './update-place.ts';
import { recordOf, type UpdateRecord, UpdateRecords, type VersionChange } from './update-record.ts';

interface Standing {
  readonly place: UpdatePlace;
  /** The version that runs. */
  readonly version: string;
  readonly last: UpdateRecord | null;
}

type OfferJudgement =
  | { readonly verdict: 'take' | 'not-ours'; readonly facts: ReleaseFacts }
  /** Nothing is to be done with the offer, for instance since it is not newer. */
  | { readonly verdict: 'leave' };

const LEAVE: OfferJudgement = { verdict: 'leave' };

/** After this long without a result, the service has failed. */
const NO_ANSWER_MICROS = 24 * 3_600_000_000;

export interface UpdatesOptions extends ReleaseFetcherOptions {
  readonly place: UpdatePlace | null;
  readonly version: string;
  readonly facts: Facts;
}

/**
 * Gives the release that the portal offers to the service that installs it:
 *
 *   (nothing)    -> downloading   the portal offers a release, and our key signed it
 *   downloading  -> downloading   cut, killed, or the policy wants it to wait: it goes on from where
 *                                 it was when the portal offers it again, which each heartbeat does
 *   downloading  -> handed-over   whole and verified, in the service's inbox
 *   downloading  -> refused       no key of ours signed it, or the bytes are others than stated
 *   handed-over  -> installed | refused | failed | rolled-back, as the service writes down; by then
 *                                 another version of this program may read it
 *
 * Every heartbeat tells the present state. Emits `changed` when there is something new to show, and `moved`
 * when the state has changed and the portal should be told soon.
 */
export class Updates extends EventEmitter<{ changed: []; moved: [] }> {
  readonly #options: UpdatesOptions;
  readonly #records: UpdateRecords;
  readonly #inbox: UpdateInbox | null;
  readonly #fetcher: ReleaseFetcher;
  #saidHealthy = false;

  constructor(options: UpdatesOptions) {
    super();
    const { place, clock, facts, version, log } = options;
    this.#options = options;
    this.#records = new UpdateRecords(facts);
    this.#inbox = place === null ? null : new UpdateInbox(place.folder);
    this.#fetcher = new ReleaseFetcher(options);
    const change = this.#records.running(version, clock.utc());
    if (change !== null) log.info(change, 'another version of the recorder runs than before');
    this.#forgetOvertaken();
  }

  get last(): UpdateRecord | null {
    return this.#records.last;
  }

  get change(): VersionChange | null {
    return this.#records.change;
  }

  report(): UpdateReport {
    const { last } = this.#records;
    if (last === null) return { by: this.#by, last };
    const { version, attempt, state, code, bytes } = last;
    return { by: this.#by, last: { version, attempt, state, code, bytes } };
  }

  /** Takes the release that the portal offers; null when it offers none. */
  async takeOffer(offer: ReleaseOffer | null): Promise<void> {
    await this.readResult();
    const facts = offer === null ? null : this.#accept(offer);
    if (offer === null || facts === null) return this.#fetcher.stop();
    if (this.#fetcher.version === facts.version) {
      if ((await this.#fetcher.waitReason(facts)) !== null) this.#fetcher.stop();
      return;
    }
    await this.#fetcher.stopped();
    if (this.#fetcher.mayBegin) await this.#begin(facts, offer);
  }

  /** Reads the service's result, if a release was given to it. */
  async readResult(): Promise<void> {
    const { last } = this.#records;
    if (this.#inbox === null || last?.state !== 'handed-over') return;
    const result = await this.#inbox.result();
    const { told = null, text = null } = result ?? {};
    if (told !== null && text !== last.before && told.version === last.version) {
      this.#keep({ ...last, state: told.state, code: told.code });
    } else if (this.#options.clock.utc() - (last.handedAt ?? 0) > NO_ANSWER_MICROS) {
      const runs = !isOlderVersion(this.#options.version, last.version);
      this.#keep({
        ...last,
        ...(runs
          ? { state: 'installed' }
          : { state: 'failed', code: 'no-answer' satisfies UpdateCode }),
      });
    }
  }

  /** Tells the service once in each run that this version works. */
  async reportHealthy(): Promise<void> {
    if (this.#inbox === null || this.#saidHealthy) return;
    await this.#inbox.reportHealthy(this.#options.version);
    this.#saidHealthy = true;
  }

  stop(): Promise<void> {
    return this.#fetcher.stopped();
  }

  get #by(): UpdateReport['by'] {
    if (this.#inbox === null) return 'none';
    return this.#options.policy()?.updates ?? 'portal';
  }

  /** Null for a release that is not to be downloaded. */
  #accept(offer: ReleaseOffer): ReleaseFacts | null {
    const { place, version, log } = this.#options;
    if (place === null || this.#by !== 'portal') return null;
    const judged = judgeOffer(offer, { place, version, last: this.#records.last });
    if (judged.verdict === 'take') return judged.facts;
    if (judged.verdict === 'not-ours') {
      log.error({ version: judged.facts.version }, 'a release is not signed by our key');
      const record = recordOf(judged.facts, offer.attempt);
      this.#keep({ ...record, state: 'refused', code: 'bad-signature' satisfies UpdateCode });
    }
    return null;
  }

  async #begin(facts: ReleaseFacts, offer: ReleaseOffer): Promise<void> {
    const { last } = this.#records;
    const isSame = last?.version === facts.version && last.attempt === offer.attempt;
    const record = isSame ? last : recordOf(facts, offer.attempt);
    const code = await this.#fetcher.waitReason(facts);
    this.#keep({ ...record, code });
    if (code !== null) return;
    const begun = recordOf(facts, offer.attempt);
    this.#fetcher.begin(facts, {
      onBytes: (bytes) => this.#keep({ ...begun, bytes }),
      onWhole: (file) => this.#handOver(file, facts, offer),
      onMismatch: () =>
        this.#keep({ ...begun, state: 'refused', code: 'wrong-hash' satisfies UpdateCode }),
    });
  }

  async #handOver(file: string, facts: ReleaseFacts, { statement, attempt }: ReleaseOffer) {
    if (this.#inbox === null) return;
    const before = (await this.#inbox.result())?.text ?? null;
    await this.#inbox.give(file, { version: facts.version, statement });
    await rm(file, { force: true });
    this.#keep({
      ...recordOf(facts, attempt),
      state: 'handed-over',
      bytes: facts.bytes,
      before,
      handedAt: this.#options.clock.utc(),
    });
  }

  /** Forgets a download when this version or a newer one was installed in another way. */
  #forgetOvertaken(): void {
    const { last } = this.#records;
    if (last?.state !== 'downloading') return;
    if (!isOlderVersion(this.#options.version, last.version)) this.#records.clear();
  }

  #keep(record: UpdateRecord): void {
    const { last } = this.#records;
    this.#records.keep(record);
    if (last?.state === record.state && last.bytes === record.bytes && last.code === record.code)
      return;
    const { version, state, code } = record;
    this.emit('changed');
    if (last?.state === state) return;
    this.#options.log.info({ version, state, code }, 'an update');
    this.emit('moved');
  }
}

/** Decides what to do with a release that the portal offers. `not-ours`: no known key has signed it. */
function judgeOffer(
  { statement, attempt }: ReleaseOffer,
  { place, version, last }: Standing,
): OfferJudgement {
  const facts = attempted(() => parseRelease(statement).facts);
  if (facts === null || !isOlderVersion(version, facts.version)) return LEAVE;
  const isDone =
    last?.version === facts.version && last.attempt === attempt && isUpdateOver(last.state);
  if (last?.state === 'handed-over' || isDone) return LEAVE;
  const isOurs = attempted(() => verifyRelease(statement, [place.key])) !== null;
  return { verdict: isOurs ? 'take' : 'not-ours', facts };
}

function attempted<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
