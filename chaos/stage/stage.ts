import { join } from 'node:path';
import { connect } from '@workcompanion/db/client';
import { policyInForce } from '@workcompanion/db/queries/policy-of-device';
import { assignPolicyToAll } from '../../scripts/processes/assign-policy-to-all.ts';
import { makeEnrolmentToken } from '../../scripts/processes/make-enrolment-token.ts';
import { recorderArgs } from '../../scripts/processes/recorder-process.ts';
import { awaitHealth } from '../../scripts/start/start-web.ts';
import { startVirtualScreen } from '../../scripts/virtual-screen/start-virtual-screen.ts';
import { KeptProcess } from './kept-process.ts';
import { type Closer, openServerSide, type ServerSide } from './server-side.ts';
import { SmallDisk } from './small-disk.ts';
import { StagedRecorder } from './staged-recorder.ts';
import { until } from './until.ts';

const MEBIBYTE = 1024 * 1024;
const RECORDER_DISK_MEGABYTES = 128;
const SCREEN = { width: 1280, height: 480, monitors: 2, page: 'none', terminal: false } as const;
const FIRST_FRAME_WITHIN_MS = 90_000;

/** Short segments, and limits that fit the small disks. */
const SEGMENT_SECONDS = 5;
const STORAGE = { quotaBytes: 96 * MEBIBYTE, minimumFreeBytes: 8 * MEBIBYTE };

export interface ChaosStageOptions {
  readonly folder: string;
  readonly recorders: number;
  readonly report: (line: string) => void;
}

/** What ended by itself, though nobody killed it. */
export interface Failure {
  readonly name: string;
  readonly how: string;
  /** ms */
  readonly at: number;
}

/** Everything that runs during a run. Nothing on it is a stand-in but the archive's store. */
export class ChaosStage {
  readonly failures: Failure[] = [];
  readonly #options: ChaosStageOptions;
  readonly #closers: Closer[] = [];
  readonly #recorders: StagedRecorder[] = [];
  #server: ServerSide | null = null;

  private constructor(options: ChaosStageOptions) {
    this.#options = options;
  }

  /** One portal with its workers, and every recorder records. */
  static async open(options: ChaosStageOptions): Promise<ChaosStage> {
    const stage = new ChaosStage(options);
    try {
      await stage.#openServer();
      await stage.#openRecorders();
      return stage;
    } catch (error) {
      await stage.close(true);
      throw error;
    }
  }

  get server(): ServerSide {
    if (this.#server === null) throw new Error('the stage is not open');
    return this.#server;
  }

  get recorders(): readonly StagedRecorder[] {
    return this.#recorders;
  }

  /** Whether disks of our own could be made. */
  get canFill(): boolean {
    return this.server.hotDisk !== null && this.#recorders.every(({ disk }) => disk !== null);
  }

  /** From then on two portals share one database and one hot folder. */
  startSecondPortal(): void {
    this.server.portals[1]?.start();
    this.server.workers[1]?.start();
  }

  /** Ends what reads and writes; PostgreSQL and the archive stay, for the check. */
  async stopWriters(): Promise<void> {
    const { portals, workers } = this.server;
    await Promise.all(this.#recorders.map(({ process }) => process.stop()));
    await Promise.all([...portals, ...workers].map((process) => process.stop()));
  }

  /** `keep`: what lies on the small disks stays, too. */
  async close(keep: boolean): Promise<void> {
    for (const close of this.#closers.toReversed()) {
      await close(keep).catch((error: unknown) => this.#options.report(`closing: ${error}`));
    }
  }

  async #openServer(): Promise<void> {
    const { folder, report } = this.#options;
    report('starting PostgreSQL, the archive, a portal and its workers');
    const server = await openServerSide({
      folder,
      closers: this.#closers,
      onFailure: (name, how) => this.#failed(name, how),
    });
    this.#server = server;
    server.portals[0]?.start();
    await awaitHealth(`${server.portalUrls[0]}/api/health/ready`, new AbortController().signal);
    server.workers[0]?.start();
  }

  async #openRecorders(): Promise<void> {
    const { recorders, report } = this.#options;
    report(`starting a screen with two monitors, and ${recorders} recorder(s)`);
    const screen = await startVirtualScreen(SCREEN);
    this.#closers.push(() => screen.stop());
    const token = await prepareEnrolment(this.server.postgres.url);
    for (let number = 1; number <= recorders; number += 1) {
      const recorder = await this.#recorder(`recorder ${number}`, token, screen.display);
      this.#recorders.push(recorder);
      recorder.process.start();
    }
    for (const recorder of this.#recorders) {
      if (await until(() => recorder.isRecording(), FIRST_FRAME_WITHIN_MS)) continue;
      throw new Error(`${recorder.process.name} records nothing`);
    }
  }

  async #recorder(name: string, token: string, display: string): Promise<StagedRecorder> {
    const slug = name.replaceAll(' ', '-');
    const folder = join(this.#options.folder, slug);
    const disk = await SmallDisk.mount(folder, RECORDER_DISK_MEGABYTES);
    this.#closers.push(async (keep) => disk?.unmount(keep));
    const process = new KeptProcess({
      name,
      args: recorderArgs({ server: this.server.url, token, dataDir: folder, display }),
      logFile: join(this.#options.folder, 'logs', `${slug}.log`),
      onFailure: (how) => this.#failed(name, how),
    });
    this.#closers.push(() => process.stop());
    return new StagedRecorder({ process, folder, disk });
  }

  #failed(name: string, how: string): void {
    this.failures.push({ name, how, at: Date.now() });
    this.#options.report(`${name} ended by itself: ${how}`);
  }
}

async function prepareEnrolment(databaseUrl: string): Promise<string> {
  const database = connect(databaseUrl);
  try {
    const policy = await policyInForce(database.db);
    await assignPolicyToAll(database.db, 'Chaos', {
      ...policy,
      capture: { ...policy.capture, segmentSeconds: SEGMENT_SECONDS },
      storage: STORAGE,
      heartbeatSeconds: 5,
    });
    return await makeEnrolmentToken(database.db, { label: 'Chaos', maxUses: 10 });
  } finally {
    await database.close();
  }
}
