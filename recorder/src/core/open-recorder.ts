import { mkdir } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { ClockWatch } from './capture/clock-watch.ts';
import { Coverage } from './capture/coverage.ts';
import { DiskWatch } from './capture/disk-watch.ts';
import { CheckpointKeeper } from './checkpoints/checkpoint-keeper.ts';
import { CheckpointStore } from './checkpoints/checkpoint-store.ts';
import { type Clock, systemClock } from './clock.ts';
import { DesktopGuard } from './desktop/desktop-guard.ts';
import { connectServer } from './device/connect-server.ts';
import {
  type Enrolment,
  type IdentityPlace,
  loadIdentity,
  noteMachine,
  readIdentity,
} from './device/device-identity.ts';
import { ensureEnrolled } from './device/enrol.ts';
import { readHostFacts } from './device/host-facts.ts';
import { type InstanceLock, lockInstance } from './instance-lock.ts';
import { ComparedEntries } from './journal/compared-entries.ts';
import type { Journal } from './journal/journal.ts';
import { UploadQueue } from './journal/upload-queue.ts';
import { KeyRing } from './keys/key-ring.ts';
import { openLastRun, replaceDevice } from './open-last-run.ts';
import { PictureWatch } from './picture/picture-watch.ts';
import { NoticeBoard } from './policy/notice.ts';
import type { RecorderOptions, RecorderParts } from './recorder-parts.ts';
import { Updates } from './updates/updates.ts';
import { FormerDevices } from './upload/former-devices.ts';
import { JournalSync } from './upload/journal-sync.ts';
import { KeptFiles } from './upload/kept-files.ts';
import { RateLimiter } from './upload/rate-cap.ts';
import type { ReceiptCheck } from './upload/receipt-check.ts';
import { Uploader } from './upload/uploader.ts';
import { RECORDER_VERSION } from './version.ts';

/** How long a start waits for what the server knows of the journal. */
const ASK_HEAD_MS = 5_000;

/**
 * Opens everything that a recorder works with. Only enrolment needs the server. Throws `already-exists`
 * when another recorder runs on the folder, and whatever enrolment throws.
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
  const identity = await noteMachine(options, await loadIdentity(options));
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
  const { facts, policy, alive, bootId, reserve } = found;

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
  const { screen } = options;
  const desktop = new DesktopGuard({
    snapshot: screen.snapshot,
    always: screen.hasSecureDesktop,
    clock,
    log,
  });
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
    reserve,
    disk: new DiskWatch({ ...sending, segments, reserve }),
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
      screen.close();
      keys.dispose();
      sending.former.close();
      opened.close();
      lock.release();
    },
  };
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
