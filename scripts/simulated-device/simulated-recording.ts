import { keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { deriveSegmentKey } from '@workcompanion/core/crypto/segment-key';
import { newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import { encryptSegment } from './encrypted-segment.ts';
import type { SimulatedDevice } from './simulated-device.ts';

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a display shows from a moment on. */
interface RecordingStart {
  readonly display: string;
  readonly startMs: number;
  readonly geometry: Rectangle;
  readonly framesPerSecond: number;
  /** What the policy has painted over. */
  readonly covered?: readonly Rectangle[];
}

interface SimulatedSegment {
  readonly sequence: number;
  readonly startMs: number;
  readonly seconds: number;
  readonly frames: number;
  /** MPEG-TS. */
  readonly plain: Buffer;
}

interface RecordingEnd {
  readonly endMs: number;
  readonly segments: number;
  readonly reason: GapCause;
}

/** What a simulated device records of one display, from its start to its end. */
export class SimulatedRecording {
  readonly id: RecordingId;
  readonly display: string;
  readonly #device: SimulatedDevice;

  private constructor(device: SimulatedDevice, { display, startMs }: RecordingStart) {
    this.#device = device;
    this.display = display;
    this.id = newId(RecordingId, startMs);
  }

  static async begin(device: SimulatedDevice, start: RecordingStart): Promise<SimulatedRecording> {
    const { signingKey } = await device.hello();
    const recording = new SimulatedRecording(device, start);
    await device.tell(start.startMs, {
      kind: 'recording-started',
      recording: recording.id,
      display: start.display,
      geometry: start.geometry,
      host: device.host,
      serverKey: await keyThumbprint(signingKey),
      encoder: 'libx264',
      framesPerSecond: start.framesPerSecond,
      policyVersion: 1,
      ...(start.covered !== undefined && { covered: [...start.covered] }),
    });
    return recording;
  }

  async upload({ plain, ...times }: SimulatedSegment): Promise<void> {
    const id = newId(SegmentId, times.startMs);
    const { key, keyId } = await this.#device.keyAt(times.startMs);
    const encrypted = encryptSegment(plain, deriveSegmentKey(Buffer.from(key, 'base64url'), id));
    const { path, headers } = await this.#device.prepareUpload(
      {
        ...times,
        id,
        recording: this,
        keyId,
        keyDerivation: 'hkdf-sha256-v1',
      },
      encrypted,
    );
    await this.#device.send(path, { method: 'PUT', headers, body: encrypted.ciphertext });
  }

  async end({ endMs, segments, reason }: RecordingEnd): Promise<void> {
    await this.#device.tell(endMs, {
      kind: 'recording-ended',
      recording: this.id,
      display: this.display,
      end: endMs * 1000,
      segments,
      reason,
    });
  }
}
