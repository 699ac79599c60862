import { EventEmitter } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError } from '@workcompanion/core/errors';
import type { Policy } from '@workcompanion/core/protocol/policy';
import { isOlderVersion } from '@workcompanion/core/protocol/recorder-version';
import type { ReleaseFacts } from '@workcompanion/core/releases/release-statement';
import type { ReleaseOffer, UpdateReport } from '@workcompanion/core/releases/update-report';
import { backoffMs } from '../backoff.ts';
import type { Clock } from '../clock.ts';
import { RequestFailure } from '../device/request-failure.ts';
import type { ServerClient } from '../device/server-client.ts';
import type { Facts } from '../journal/facts.ts';
import type { Log } from '../log.ts';
import { RateCap } from '../upload/rate-cap.ts';
import { downloadRelease } from './download.ts';
import { Handover } from './handover.ts';
import { judgeOffer } from './judge-offer.ts';
import type { UpdatePlace } from './update-place.ts';
import { recordOf, type UpdateRecord, UpdateRecords, type VersionChange } from './update-record.ts';
import { whyWait } from './why-wait.ts';

const BACKOFF = { baseMs: 5_000, ceilingMs: 10 * 60_000 };
/** The service has then had every chance: somebody was signed in, or nobody will be. */
const NO_ANSWER_MICROS = 24 * 3_600_000_000;

export interface UpdatesOptions {
  readonly place: UpdatePlace | null;
  /** The recorder's own. */
  readonly folder: string;
  readonly version: string;
  readonly client: ServerClient;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly log: Log;
  readonly policy: () => Policy | null;
  readonly metered: () => boolean | null;
}

/**
 * Brings the release that the portal offers to the service which installs it:
 *
 *   (nothing)    -> downloading   the portal offers a release, and our key signed it
 *   downloading  -> downloading   cut, killed, or the policy wants it to wait: it goes on from where
 *                                 it was when the portal offers it again, which each heartbeat does
 *   downloading  -> handed-over   whole and verified, in the service's inbox
 *   downloading  -> refused       no key of ours signed it, or the bytes are others than stated
 *   handed-over  -> installed | refused | failed | rolled-back, as the service writes down; by then
 *                                 another version of this program may read it
 *
 * What it is now stands in every heartbeat. Emits `changed` when people should be shown something new,
 * and `moved` when the portal should be told soon: the state is another.
 */
export class Updates extends EventEmitter<{ changed: []; moved: [] }> {
  readonly #options: UpdatesOptions;
  readonly #records: UpdateRecords;
  readonly #handover: Handover | null;
  readonly #folder: string;
  readonly #rate: RateCap;
  #download: { readonly version: string; readonly stop: AbortController } | null = null;
  #running: Promise<void> = Promise.resolve();
  #failures = 0;
  #notBefore = 0;
  #saidHealthy = false;

  constructor(options: UpdatesOptions) {
    super();
    const { place, folder, clock, facts, version, log } = options;
    this.#options = options;
    this.#records = new UpdateRecords(facts);
    this.#handover = place === null ? null : new Handover(place.folder);
    this.#folder = join(folder, 'updates');
    this.#rate = new RateCap(clock);
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

  /** What the portal's answer offers; null when that is nothing. */
  async hear(offer: ReleaseOffer | null): Promise<void> {
    await this.look();
    const facts = offer === null ? null : this.#accept(offer);
    if (offer === null || facts === null) return this.#stopDownload();
    if (this.#download?.version === facts.version) {
      if ((await this.#whyWait(facts)) !== null) this.#stopDownload();
      return;
    }
    this.#stopDownload();
    await this.#running;
    if (this.#options.clock.monotonic() >= this.#notBefore) await this.#begin(facts, offer);
  }

  /** Reads what the service wrote down, if it had something of us. */
  async look(): Promise<void> {
    const { last } = this.#records;
    if (this.#handover === null || last?.state !== 'handed-over') return;
    const result = await this.#handover.result();
    const { told = null, text = null } = result ?? {};
    if (told !== null && text !== last.before && told.version === last.version) {
      this.#keep({ ...last, state: told.state, code: told.code });
    } else if (this.#options.clock.utc() - (last.handedAt ?? 0) > NO_ANSWER_MICROS) {
      const runs = !isOlderVersion(this.#options.version, last.version);
      this.#keep({
        ...last,
        ...(runs ? { state: 'installed' } : { state: 'failed', code: 'no-answer' }),
      });
    }
  }

  /** The portal was reached, and what should be recorded is: said once a run. */
  async sayHealthy(): Promise<void> {
    if (this.#handover === null || this.#saidHealthy) return;
    await this.#handover.sayHealthy(this.#options.version);
    this.#saidHealthy = true;
  }

  async stop(): Promise<void> {
    this.#stopDownload();
    await this.#running;
  }

  get #by(): UpdateReport['by'] {
    if (this.#handover === null) return 'none';
    return this.#options.policy()?.updates ?? 'portal';
  }

  /** Null for what is not to be fetched. */
  #accept(offer: ReleaseOffer): ReleaseFacts | null {
    const { place, version, log } = this.#options;
    if (place === null || this.#by !== 'portal') return null;
    const judged = judgeOffer(offer, { place, version, last: this.#records.last });
    if (judged.verdict === 'take') return judged.facts;
    if (judged.verdict === 'not-ours') {
      log.error({ version: judged.facts.version }, 'a release is not signed by our key');
      const record = recordOf(judged.facts, offer.attempt);
      this.#keep({ ...record, state: 'refused', code: 'bad-signature' });
    }
    return null;
  }

  async #begin(facts: ReleaseFacts, offer: ReleaseOffer): Promise<void> {
    const { last } = this.#records;
    const isSame = last?.version === facts.version && last.attempt === offer.attempt;
    const record = isSame ? last : recordOf(facts, offer.attempt);
    const code = await this.#whyWait(facts);
    this.#keep({ ...record, code });
    if (code !== null) return;
    const stop = new AbortController();
    this.#download = { version: facts.version, stop };
    this.#rate.setRate(this.#options.policy()?.upload.bytesPerSecond ?? null);
    this.#running = this.#fetch(facts, offer, stop.signal).finally(() => {
      if (this.#download?.stop === stop) this.#download = null;
    });
  }

  async #fetch(facts: ReleaseFacts, offer: ReleaseOffer, signal: AbortSignal): Promise<void> {
    const { client } = this.#options;
    let shown = 0;
    const onBytes = (bytes: number) => {
      // Each hundredth is news enough, and a write to the journal's database.
      if (bytes < facts.bytes && bytes - shown < facts.bytes / 100) return;
      shown = bytes;
      this.#keep({ ...recordOf(facts, offer.attempt), bytes });
    };
    try {
      const folder = this.#folder;
      const options = { folder, client, rate: this.#rate, signal, onBytes };
      const file = await downloadRelease(facts, options);
      this.#failures = 0;
      await this.#handOver(file, facts, offer);
    } catch (error) {
      if (!signal.aborted) this.#failed(error, facts, offer);
    }
  }

  async #handOver(file: string, facts: ReleaseFacts, { statement, attempt }: ReleaseOffer) {
    if (this.#handover === null) return;
    const before = (await this.#handover.result())?.text ?? null;
    await this.#handover.give(file, { version: facts.version, statement });
    await rm(file, { force: true });
    this.#keep({
      ...recordOf(facts, attempt),
      ...{ state: 'handed-over', bytes: facts.bytes, before },
      handedAt: this.#options.clock.utc(),
    });
  }

  /** It is offered again with the next heartbeat, and tried again when that may be. */
  #failed(error: unknown, facts: ReleaseFacts, { attempt }: ReleaseOffer): void {
    const { clock, log } = this.#options;
    log.warn({ err: error, version: facts.version }, 'a release could not be fetched');
    if (isAppError(error, 'release-mismatch')) {
      this.#keep({ ...recordOf(facts, attempt), state: 'refused', code: 'wrong-hash' });
      return;
    }
    this.#failures += 1;
    const asked = error instanceof RequestFailure ? (error.retryAfterMs ?? 0) : 0;
    const wait = Math.max(asked, backoffMs(this.#failures, BACKOFF));
    this.#notBefore = clock.monotonic() + wait * 1000;
  }

  #whyWait(facts: ReleaseFacts): Promise<string | null> {
    const { policy, metered, clock } = this.#options;
    const now = clock.utc();
    return whyWait(facts, { folder: this.#folder, policy: policy(), metered: metered(), now });
  }

  #stopDownload(): void {
    this.#download?.stop.abort();
  }

  /** Somebody else brought this version, or a newer one, before we were done. */
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
