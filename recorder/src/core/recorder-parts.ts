import type { HostFacts, PassedOver } from '@workcompanion/core/protocol/statement';
import type { AliveStamp } from './alive-stamp.ts';
import type { ClockWatch } from './capture/clock-watch.ts';
import type { Coverage } from './capture/coverage.ts';
import type { CheckpointKeeper } from './checkpoints/checkpoint-keeper.ts';
import type { Clock } from './clock.ts';
import type { DesktopGuard } from './desktop/desktop-guard.ts';
import type { Enrolment } from './device/device-identity.ts';
import type { ServerClient } from './device/server-client.ts';
import type { ServerClock } from './device/server-clock.ts';
import type { ServerTrust } from './device/server-trust.ts';
import type { Encoders } from './ffmpeg/encoder.ts';
import type { InstanceLock } from './instance-lock.ts';
import type { Facts } from './journal/facts.ts';
import type { Journal } from './journal/journal.ts';
import type { ReservedSpace } from './journal/spare-room.ts';
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
  /** Holds all that the recorder keeps; for its owner alone. */
  readonly folder: string;
  readonly server: string;
  /** Seals the device's key: what the operating system keeps for this user, when it keeps anything. */
  readonly systemSecret?: Buffer | null | undefined;
  /** Needed once. */
  readonly token?: string | undefined;
  /** With a token that is new: this computer becomes a new device. */
  readonly reenrol?: boolean | undefined;
  readonly trust: ServerTrust;
  readonly screen: Screen;
  /** Program name or path. */
  readonly ffmpeg: string;
  /** Default: libx264. */
  readonly encoders?: Encoders;
  /** Why the screen is not captured in the best way there is. */
  readonly passedOver?: readonly PassedOver[];
  /** Where newer versions are handed to who installs them; without, nobody does. */
  readonly updates?: UpdatePlace | null;
  readonly log: Log;
  readonly clock?: Clock;
  /** Of the folder, when it is held already: then it stays the caller's until `close`. */
  readonly lock?: InstanceLock;
}

/** Everything a recorder works with, opened; what the run before left is put in order. */
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
  readonly room: ReservedSpace;
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
  /** Breaks what is being sent. */
  disconnect(): Promise<void>;
  close(): void;
}
