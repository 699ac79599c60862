import type { HostFacts } from '@workcompanion/core/protocol/host-facts';
import type { PassedOver } from '@workcompanion/core/protocol/statement';
import type { AliveStamp } from './alive-stamp.ts';
import type { ClockWatch } from './capture/clock-watch.ts';
import type { Coverage } from './capture/coverage.ts';
import type { DiskWatch } from './capture/disk-watch.ts';
import type { CheckpointKeeper } from './checkpoints/checkpoint-keeper.ts';
import type { Clock } from './clock.ts';
import type { DesktopGuard } from './desktop/desktop-guard.ts';
import type { Enrolment } from './device/device-identity.ts';
import type { Machine } from './device/machine.ts';
import type { Proxies } from './device/proxies.ts';
import type { ServerClient } from './device/server-client.ts';
import type { ServerClock } from './device/server-clock.ts';
import type { ServerTrust } from './device/server-trust.ts';
import type { Encoders } from './ffmpeg/encoder.ts';
import type { InstanceLock } from './instance-lock.ts';
import type { Facts } from './journal/facts.ts';
import type { Journal } from './journal/journal.ts';
import type { ReservedSpace } from './journal/reserved-space.ts';
import type { UploadQueue } from './journal/upload-queue.ts';
import type { KeyRing } from './keys/key-ring.ts';
import type { Log } from './log.ts';
import type { PictureWatch } from './picture/picture-watch.ts';
import type { NoticeBoard } from './policy/notice.ts';
import type { PolicyStore } from './policy/policy-store.ts';
import type { Screen } from './screen.ts';
import type { UpdatePlace } from './updates/update-place.ts';
import type { Updates } from './updates/updates.ts';
import type { FormerDevices } from './upload/former-devices.ts';
import type { JournalSync } from './upload/journal-sync.ts';
import type { KeptFiles } from './upload/kept-files.ts';
import type { RateLimiter } from './upload/rate-cap.ts';
import type { Uploader } from './upload/uploader.ts';

export interface RecorderOptions {
  /** Holds everything that the recorder keeps; only its owner can read it. */
  readonly folder: string;
  readonly server: string;
  /** The secret that the operating system keeps for this user, if any: it seals the device's key. */
  readonly systemSecret?: Buffer | null | undefined;
  /** Needed for the enrolment only. */
  readonly token?: string | undefined;
  /** The computer that this is, to tell it from a copy. Without it, a device may move with its user's profile. */
  readonly machine?: Machine | null;
  /** With a new token, this computer becomes a new device. */
  readonly reenrol?: boolean | undefined;
  readonly trust: ServerTrust;
  readonly proxies?: Proxies | undefined;
  readonly screen: Screen;
  /** Program name or path. */
  readonly ffmpeg: string;
  /** Default: libx264. */
  readonly encoders?: Encoders;
  /** Better ways to capture the screen that do not work here, and why. */
  readonly passedOver?: readonly PassedOver[];
  /** Where new releases are handed to the service that installs them; null when there is none. */
  readonly updates?: UpdatePlace | null;
  readonly log: Log;
  readonly clock?: Clock;
  /** The lock of the folder, when the caller holds it already; `close` releases it. */
  readonly lock?: InstanceLock;
}

/** Everything that a recorder works with, opened, after the last run was brought to its end. */
export interface RecorderParts {
  readonly options: RecorderOptions;
  readonly segments: string;
  readonly clock: Clock;
  readonly clockWatch: ClockWatch;
  readonly alive: AliveStamp;
  readonly bootId: string;
  readonly host: HostFacts;
  readonly enrolment: Enrolment;
  readonly serverClock: ServerClock;
  readonly client: ServerClient;
  readonly facts: Facts;
  readonly journal: Journal;
  readonly reserve: ReservedSpace;
  readonly disk: DiskWatch;
  readonly queue: UploadQueue;
  readonly coverage: Coverage;
  readonly desktop: DesktopGuard;
  readonly pictures: PictureWatch;
  readonly policy: PolicyStore;
  readonly notices: NoticeBoard;
  readonly keys: KeyRing;
  readonly checkpoints: CheckpointKeeper;
  readonly rate: RateLimiter;
  readonly uploader: Uploader;
  readonly keptFiles: KeptFiles;
  readonly former: FormerDevices;
  readonly sync: JournalSync;
  readonly updates: Updates;
  /** Aborts all requests that are under way. */
  disconnect(): Promise<void>;
  close(): void;
}
