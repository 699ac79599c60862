import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Database } from 'better-sqlite3';
import type { DeviceIdentity, Enrolment, IdentityPlace } from '../device/device-identity.ts';
import type { ServerClient } from '../device/server-client.ts';
import { hasSegments, listPrevious } from '../device/set-aside-previous.ts';
import { openFormerJournal } from '../journal/open-former-journal.ts';
import { type UnsentAmount, UploadQueue } from '../journal/upload-queue.ts';
import { KeptFiles } from './kept-files.ts';
import type { RateLimiter } from './rate-cap.ts';
import { Uploader } from './uploader.ts';

/** `folder` is the recorder's data folder. */
interface FormerDevicesNeeds extends IdentityPlace {
  /** The client of the device that this computer is now. */
  readonly client: ServerClient;
  /** Makes the client of a former device whose identity is still here. */
  readonly clientOf: (identity: DeviceIdentity) => ServerClient;
  /** The enrolment of the present device. */
  readonly enrolment: Enrolment;
  readonly rate: RateLimiter;
  /** UTC µs, as the server's clock has it. */
  readonly now: () => UtcMicros;
}

interface FormerDevice {
  readonly database: Database;
  readonly queue: UploadQueue;
  readonly uploader: Uploader;
  readonly keptFiles: KeptFiles;
}

/**
 * Uploads what this computer recorded as former devices, under their identity while its key exists, else by
 * the present device; one segment at a time beside the present uploads. When the server holds everything,
 * the files are deleted like any others; the former journal stays.
 */
export class FormerDevices {
  readonly #devices: readonly FormerDevice[];
  /** The number of folders that could not be opened. */
  readonly #unopened: number;

  private constructor(devices: readonly FormerDevice[], unopened: number) {
    this.#devices = devices;
    this.#unopened = unopened;
  }

  /** Opens all former devices. One that can't be opened does not prevent recording. */
  static async open(needs: FormerDevicesNeeds): Promise<FormerDevices> {
    const devices: FormerDevice[] = [];
    let unopened = 0;
    for (const name of await listPrevious(needs.folder)) {
      try {
        const device = await openFormer(join(needs.folder, name), needs);
        if (device !== null) devices.push(device);
      } catch (error) {
        unopened += 1;
        needs.log.error({ err: error, previous: name }, 'a former device can not be read');
      }
    }
    return new FormerDevices(devices, unopened);
  }

  /** What the server does not hold yet, waiting or refused. */
  get unsent(): UnsentAmount {
    const amounts = this.#devices.map(({ queue }) => queue.unsent());
    const sum = (of: (amount: UnsentAmount) => number) =>
      amounts.reduce((total, amount) => total + of(amount), 0);
    const oldest = amounts.flatMap((amount) => amount.oldest ?? []);
    return {
      entries: sum(({ entries }) => entries) + this.#unopened,
      refused: sum(({ refused }) => refused) + this.#unopened,
      segments: sum(({ segments }) => segments),
      bytes: sum(({ bytes }) => bytes),
      oldest: oldest.length === 0 ? null : Math.min(...oldest),
    };
  }

  start(): void {
    for (const { uploader } of this.#devices) {
      uploader.resume();
      uploader.wake();
    }
  }

  openSegments(open: boolean): void {
    for (const { uploader } of this.#devices) uploader.openSegments(open);
  }

  connectionIsUp(): void {
    for (const { uploader } of this.#devices) uploader.connectionIsUp();
  }

  async deleteCovered(committedTo: UtcMicros | null): Promise<void> {
    for (const { keptFiles } of this.#devices) await keptFiles.deleteCovered(committedTo);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#devices.map(({ uploader }) => uploader.stop(0)));
  }

  close(): void {
    for (const { database } of this.#devices) database.close();
  }
}

/** Null when nothing is left to send and no file is kept. */
async function openFormer(folder: string, needs: FormerDevicesNeeds): Promise<FormerDevice | null> {
  const { enrolment, rate, now, log } = needs;
  const { signingKey } = enrolment;
  const segments = join(folder, 'segments');
  if (!(await hasSegments(folder))) return null;
  const opened = await openFormerJournal({ ...needs, folder }, now() / 1000);
  if (opened === null) throw new Error('no statement is left of what it recorded');
  const { device, identity, database } = opened;
  const client = identity === null ? needs.client : needs.clientOf(identity);
  client.expect(enrolment);
  const queue = new UploadQueue(database);
  if (queue.unsent().entries === 0 && queue.kept().length === 0) {
    database.close();
    // Files that can no longer be signed stay, in case the key is found.
    const left = (await readdir(segments)).filter((name) => /\.(ts|part)$/.test(name));
    if (left.length > 0) log.warn({ folder, left }, 'nobody can state these any more');
    else await rm(segments, { recursive: true, force: true });
    return null;
  }
  return {
    database,
    queue,
    uploader: new Uploader({
      folder: segments,
      client,
      rate,
      queue,
      log,
      receipts: { device, signingKey },
      giveBackKey: async (keyId) => queue.hasDeposit(keyId),
    }),
    keptFiles: new KeptFiles({ queue, folder: segments, now }),
  };
}
