import { mkdir } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import type { HostFacts } from '@workcompanion/core/protocol/statement';
import type { Database } from 'better-sqlite3';
import { AliveStamp } from './alive-stamp.ts';
import { ClockWatch } from './capture/clock-watch.ts';
import { Coverage } from './capture/coverage.ts';
import { CheckpointKeeper } from './checkpoints/checkpoint-keeper.ts';
import { CheckpointStore } from './checkpoints/checkpoint-store.ts';
import { type Clock, systemClock } from './clock.ts';
import { DesktopGuard } from './desktop/desktop-guard.ts';
import { connectServer } from './device/connect-server.ts';
import {
  type Enrolment,
  type IdentityPlace,
  isLocked,
  loadIdentity,
  readIdentity,
} from './device/device-identity.ts';
import { enrolAnew, ensureEnrolled } from './device/enrol.ts';
import { readBootId, readHostFacts } from './device/host-facts.ts';
import { setAsidePrevious } from './device/set-aside-previous.ts';
import { type InstanceLock, lockInstance } from './instance-lock.ts';
import { closeLastRun } from './journal/close-last-run.ts';
import { ComparedEntries } from './journal/compared-entries.ts';
import { Facts } from './journal/facts.ts';
import type { Journal, JournalAuthor } from './journal/journal.ts';
import { type JournalOpening, openJournal } from './journal/open-journal.ts';
import { ReservedSpace } from './journal/spare-room.ts';
import { UploadQueue } from './journal/upload-queue.ts';
import { KeyRing } from './keys/key-ring.ts';
import { PictureWatch } from './picture/picture-watch.ts';
import { NoticeBoard } from './policy/notice.ts';
import { PolicyStore } from './policy/policy-store.ts';
import type { RecorderOptions, RecorderParts } from './recorder-parts.ts';
import { Updates } from './updates/updates.ts';
import { FormerDevices } from './upload/former-devices.ts';
import { JournalSync } from './upload/journal-sync.ts';
import { KeptFiles } from './upload/kept-files.ts';
import { RateLimiter } from './upload/rate-cap.ts';
import type { ReceiptCheck } from './upload/receipt-check.ts';
import { Uploader } from './upload/uploader.ts';
import { RECORDER_VERSION } from './version.ts';

/** A start does not wait longer for what the server knows of the journal. */
const ASK_HEAD_MS = 5_000;

/**
 * Throws `already-exists` when another recorder runs on the folder, and what enrolment throws: that
 * alone needs the server.
 */
export async function openRecorder(options: RecorderOptions): Promise<RecorderParts> {
  const segments = join(options.folder, 'segments');
  await mkdir(segments, { recursive: true, mode: 0o700 });
  const lock = options.lock ?? lockInstance(options.folder);
  try {
    return await openParts(options, { segments, lock });
  } catch (error) {
    if (options.lock === undefined) lock.release();
    throw error;
  }
}

async function openParts(
  options: RecorderOptions,
  { segments, lock }: { readonly segments: string; readonly lock: InstanceLock },
): Promise<RecorderParts> {
  const { folder, log, clock = systemClock } = options;
  const machine = await readHostFacts();
  await replaceDevice(options, { host: machine, segments, clock });
  const identity = await loadIdentity(options);
  const host = { ...machine, keyStorage: (await readIdentity(folder))?.keyStorage ?? 'file' };
  const server = connectServer(options, { identity, clock });
  const enrolment = await ensureEnrolled(options, { identity, host, client: server.client });
  server.client.expect(enrolment);

  const receipts = { device: identity.device, signingKey: enrolment.signingKey };
  const askHead = () =>
    server.client.journalHead(receipts, AbortSignal.timeout(ASK_HEAD_MS)).catch(() => null);
  const clockOffset = () => server.clock.offset;
  const author = { ...identity, clock, clockOffset };
  const { opened, ...found } = await openLastRun(options, { segments, author, askHead });
  const { database, journal } = opened;
  const { facts, policy, alive, bootId, room } = found;

  const keys = new KeyRing({
    journal,
    clock,
    log,
    sealingKey: enrolment.sealingKey,
    issue: (at, signal) => server.client.issueKeys(at, signal),
  });
  const checkpoints = new CheckpointKeeper({
    journal,
    facts,
    clock,
    log,
    signingKey: enrolment.signingKey,
    store: new CheckpointStore(database),
    fetch: (after) => server.client.checkpoints(after),
  });
  const desktop = guardOf(options, clock);
  const sending = await uploading({
    folder,
    enrolment,
    database,
    journal,
    segments,
    receipts,
    server,
    keys,
    clock,
    log,
    systemSecret: options.systemSecret,
  });
  return {
    checkpoints,
    options,
    segments,
    keys,
    clock,
    alive,
    bootId,
    host,
    enrolment,
    facts,
    journal,
    policy,
    room,
    serverClock: server.clock,
    client: server.client,
    clockWatch: new ClockWatch(clock, () => Math.round(uptime() * 1_000_000)),
    coverage: new Coverage(journal, clock),
    desktop,
    pictures: new PictureWatch({ ffmpeg: options.ffmpeg, log }),
    notices: new NoticeBoard({ policy, facts, journal, userName: host.userName }),
    updates: new Updates({
      folder,
      facts,
      clock,
      log,
      client: server.client,
      version: RECORDER_VERSION,
      place: options.updates ?? null,
      policy: () => policy.current,
      metered: () => desktop.metered,
    }),
    ...sending,
    disconnect: () => server.dispatcher.destroy(),
    close() {
      options.screen.close();
      keys.dispose();
      sending.former.close();
      opened.close();
      lock.release();
    },
  };
}

/**
 * The device that the folder is of gives way to a new one, when it is forgotten or somebody said so. What
 * it recorded is finished by itself where that can be, and kept for the new one to bring.
 */
async function replaceDevice(
  options: RecorderOptions,
  { host, segments, clock }: { host: HostFacts; segments: string; clock: Clock },
): Promise<void> {
  const { folder, token, log } = options;
  if (await enrolAnew(options, { host, clock })) {
    if (await isLocked(options)) {
      log.warn({ code: 'device-key-locked' }, 'what it had begun can not be signed any more');
    } else {
      const author = { ...(await loadIdentity(options)), clock, clockOffset: () => null };
      const last = await openLastRun(options, { segments, author, askHead: async () => null });
      last.opened.close();
    }
  }
  const previous = await setAsidePrevious({ folder, token, atMs: clock.utc() / 1000 });
  if (previous !== null) log.warn({ previous }, 'this computer is a new device now');
}

interface LastRunNeeds {
  readonly segments: string;
  readonly author: JournalAuthor;
  readonly askHead: JournalOpening['askHead'];
}

/** The journal of a device; what its run before left open is finished. */
async function openLastRun(
  { folder, log }: RecorderOptions,
  { segments, author, askHead }: LastRunNeeds,
) {
  const { clock } = author;
  const room = new ReservedSpace(folder);
  const opened = await openJournal({ ...author, folder, segments, room, log, askHead });
  try {
    const { database, journal } = opened;
    const facts = new Facts(database);
    const policy = await PolicyStore.open(folder, log);
    const alive = new AliveStamp(folder, clock);
    const bootId = await readBootId();
    const schedule = policy.current?.schedule ?? null;
    await closeLastRun({
      folder: segments,
      journal,
      facts,
      alive,
      room,
      bootId,
      clock,
      schedule,
      log,
    });
    return { opened, room, facts, policy, alive, bootId };
  } catch (error) {
    opened.close();
    throw error;
  }
}

function guardOf({ screen, log }: RecorderOptions, clock: Clock): DesktopGuard {
  return new DesktopGuard({ look: screen.look, always: screen.hasSecureDesktop, clock, log });
}

interface UploadNeeds extends IdentityPlace {
  readonly enrolment: Enrolment;
  readonly database: Database;
  readonly journal: Journal;
  readonly segments: string;
  readonly receipts: ReceiptCheck;
  readonly server: ReturnType<typeof connectServer>;
  readonly keys: KeyRing;
  readonly clock: Clock;
}

async function uploading(needs: UploadNeeds) {
  const { database, journal, segments, receipts, server, keys, clock, log } = needs;
  const queue = new UploadQueue(database);
  const rate = new RateLimiter(clock);
  const { client, clock: serverClock } = server;
  const sync = new JournalSync({
    journal,
    log,
    entries: new ComparedEntries(database),
    ask: () => client.journalHead(receipts),
    onQueued: () => uploader.wake(),
  });
  const uploader = new Uploader({
    folder: segments,
    client,
    rate,
    queue,
    receipts,
    log,
    giveBackKey: async (keyId) => (await keys.giveBack(keyId)) || queue.hasDeposit(keyId),
    onRefused: () => void sync.compare(),
  });
  const now = () => Math.round(serverClock.nowMs() * 1000);
  const keptFiles = new KeptFiles({ queue, folder: segments, now });
  const former = await FormerDevices.open({ ...needs, ...server, rate, now });
  return { queue, rate, sync, uploader, keptFiles, former };
}
