import { hostname } from 'node:os';
import { newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import {
  type EncryptedSegment,
  encryptSegment,
} from '../../scripts/simulated-device/encrypted-segment.ts';
import {
  type PreparedUpload,
  SimulatedDevice,
} from '../../scripts/simulated-device/simulated-device.ts';

const FRAMES_PER_SECOND = 5;

interface SeriesOptions {
  /** UTC ms: when its first segment begins. The start of the key's window unless said otherwise. */
  readonly startMs?: number;
  readonly segmentSeconds?: number;
}

/** The segments of a device's one recording, each made before the clock starts. */
export class UploadSeries {
  readonly recording = newId(RecordingId);
  readonly device: SimulatedDevice;
  readonly #segmentSeconds: number;
  #startMs: number;
  #sequence = 0;

  private constructor(device: SimulatedDevice, startMs: number, segmentSeconds: number) {
    this.device = device;
    this.#startMs = startMs;
    this.#segmentSeconds = segmentSeconds;
  }

  static async enrol(
    origin: string,
    token: string,
    { startMs, segmentSeconds = 60 }: SeriesOptions = {},
  ): Promise<UploadSeries> {
    const userName = `bench-${newId(RecordingId).slice(-6)}`;
    const host = { userName, hostname: hostname(), timeZone: 'UTC' };
    const device = await SimulatedDevice.enrol(origin, token, host);
    const { window } = await device.keyAt(startMs ?? Date.now());
    return new UploadSeries(device, startMs ?? window.from / 1000, segmentSeconds);
  }

  /** UTC ms. */
  get nextStart(): number {
    return this.#startMs;
  }

  /** Leaves one segment's time unrecorded. */
  skip(): void {
    this.#startMs += this.#segmentSeconds * 1000;
  }

  /** With the data key itself, so that several uploads may share the ciphertext. */
  async encrypt(plain: Buffer): Promise<EncryptedSegment> {
    const { key } = await this.device.keyAt(this.#startMs);
    return encryptSegment(plain, Buffer.from(key, 'base64url'));
  }

  async next(body: EncryptedSegment): Promise<PreparedUpload> {
    const { keyId } = await this.device.keyAt(this.#startMs);
    const upload = await this.device.prepareUpload(
      {
        id: newId(SegmentId, this.#startMs),
        recording: { id: this.recording, display: 'BENCH-1' },
        sequence: this.#sequence,
        startMs: this.#startMs,
        seconds: this.#segmentSeconds,
        frames: this.#segmentSeconds * FRAMES_PER_SECOND,
        keyId,
      },
      body,
    );
    this.#sequence += 1;
    this.#startMs += this.#segmentSeconds * 1000;
    return upload;
  }
}
