import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { generateSigningKeyPair, keyThumbprint } from '../../crypto/key-pair.ts';
import { SegmentEncryptor } from '../../crypto/segment-encryptor.ts';
import { segmentKeyOf } from '../../crypto/segment-key.ts';
import {
  DeviceId,
  GapId,
  KeyId,
  newId,
  RecordingId,
  SegmentId,
  type WindowTrackId,
} from '../../ids.ts';
import { policyDigest } from '../../protocol/policy-digest.ts';
import type { StatementBody } from '../../protocol/statement.ts';
import { makeWindowTrack } from '../../windows/make-window-track.ts';
import type { WindowUse } from '../../windows/window-track.ts';
import { DeviceJournal } from './device-journal.ts';

export const SECOND = 1_000_000;
export const HOUR = 3600 * SECOND;
/** Midnight in Shanghai. */
export const MIDNIGHT = Date.UTC(2026, 10, 23, 16) * 1000;
export const DISPLAYS = ['HDMI-1', 'DP-2'] as const;
export const NOTICE_TEXT = 'Your screen is recorded while you work.';
/** What the device applies, as far as a test needs it. */
export const POLICY = { version: 3, pause: { allowed: true }, notice: { version: 2 } };
const SEGMENT_SECONDS = 2;

export interface SceneSegment {
  readonly index: number;
  readonly body: Extract<StatementBody, { kind: 'segment' }>;
  readonly file: Buffer;
}

export interface SceneKey {
  readonly keyId: KeyId;
  readonly key: Buffer;
  /** Its segments have keys of their own: the recorder was renewed during the pause. */
  readonly isDerived: boolean;
  readonly window: { readonly from: number; readonly to: number };
}

export interface Scene {
  readonly journal: DeviceJournal;
  readonly segments: readonly SceneSegment[];
  readonly keys: readonly SceneKey[];
  /** Index of the first statement of the footage; those before are its context. */
  readonly firstIndex: number;
  readonly noticeIndex: number;
  /** Which programs were in front. */
  readonly track: SceneTrack;
}

export interface SceneTrack {
  readonly index: number;
  readonly id: WindowTrackId;
  readonly key: Uint8Array;
  readonly uses: readonly WindowUse[];
}

export type SeenCheckpoint = { readonly checkpoint: number; readonly hash: string };
type ServerKey = Awaited<ReturnType<typeof generateSigningKeyPair>>['publicKey'];

/**
 * Two displays from ten seconds before midnight till ten seconds after, with a pause over midnight:
 * real pictures, two data keys, one journal. Without a checkpoint seen, it is the device's first hour.
 * Only after midnight segments have keys of their own.
 */
export async function recordScene(key: ServerKey, seen: SeenCheckpoint | null): Promise<Scene> {
  const journal = new DeviceJournal(newId(DeviceId), await generateSigningKeyPair());
  const before = MIDNIGHT - 3600 * SECOND;
  await journal.append(before, {
    kind: 'policy-applied',
    policyVersion: 3,
    policySha256: policyDigest(POLICY),
  });
  const noticeIndex = await journal.append(before + SECOND, {
    kind: 'notice-acknowledged',
    noticeVersion: 2,
    textSha256: createHash('sha256').update(NOTICE_TEXT).digest('hex'),
    locale: 'en',
    userName: 'lin.mei',
  });
  const serverKey = await keyThumbprint(key);
  const see = async (at: number) => {
    if (seen !== null) await journal.append(at, { kind: 'checkpoint-seen', ...seen, serverKey });
  };
  await see(before + 2 * SECOND);
  const keys = [keyOf(MIDNIGHT - 86_400 * SECOND, false), keyOf(MIDNIGHT, true)];
  const recorder = new SceneRecorder(journal, serverKey);
  await recorder.record({ from: MIDNIGHT - 10 * SECOND, count: 3, key: keys[0] });
  const gap = newId(GapId, (MIDNIGHT - 4 * SECOND) / 1000);
  const from = MIDNIGHT - 4 * SECOND;
  await journal.append(from, { kind: 'paused', gap, from, reason: 'Private call', until: null });
  const to = MIDNIGHT + 2 * SECOND;
  await journal.append(to, { kind: 'resumed', gap, to });
  await see(to);
  await recorder.record({ from: to, count: 4, key: keys[1] });
  await journal.append(MIDNIGHT + 10 * SECOND, {
    kind: 'gap',
    gap: newId(GapId, (MIDNIGHT + 10 * SECOND) / 1000),
    display: null,
    cause: 'outside-schedule',
    from: MIDNIGHT + 10 * SECOND,
    to: null,
    note: null,
  });
  const track = await recordTrack(journal, keys[1]);
  return {
    journal,
    track,
    segments: recorder.segments,
    keys,
    firstIndex: recorder.firstIndex,
    noticeIndex,
  };
}

const USES: readonly WindowUse[] = [
  useOf(-20, -8, 'et.exe', 'Salaries 2026.xlsx'),
  useOf(-8, -6, 'chrome.exe', 'Invoice 4711 - Mail'),
  useOf(-6, -4, 'weixin.exe', '家长群'),
  useOf(2, 6, 'chrome.exe', 'Invoice 4711 - Mail'),
  useOf(6, 9.5, 'code.exe', null),
  useOf(9.5, 20, 'et.exe', 'Salaries 2026.xlsx'),
];

function useOf(from: number, to: number, program: string, title: string | null): WindowUse {
  const [x, y] = [0, 0];
  const windows = [{ program, title, x, y, width: 320, height: 180 }];
  return { from: MIDNIGHT + from * SECOND, to: MIDNIGHT + to * SECOND, program, title, windows };
}

async function recordTrack(journal: DeviceJournal, key: SceneKey | undefined): Promise<SceneTrack> {
  const made =
    key &&
    makeWindowTrack({
      device: journal.device,
      key,
      uses: USES,
      detail: 'programs-and-titles',
      policyVersion: 3,
    });
  if (!made || key === undefined) throw new Error('no track for the scene');
  const index = await journal.append(MIDNIGHT + 20 * SECOND, made.body);
  return { index, id: made.id, key: key.key, uses: USES };
}

function keyOf(from: number, isDerived: boolean): SceneKey {
  const window = { from, to: from + 86_400 * SECOND };
  return { keyId: newId(KeyId, from / 1000), key: randomBytes(16), isDerived, window };
}

/** Both displays at once, segment by segment. */
class SceneRecorder {
  readonly segments: SceneSegment[] = [];
  readonly #journal: DeviceJournal;
  readonly #serverKey: string;
  firstIndex = 0;

  constructor(journal: DeviceJournal, serverKey: string) {
    this.#journal = journal;
    this.#serverKey = serverKey;
  }

  async record(run: {
    readonly from: number;
    readonly count: number;
    readonly key: SceneKey | undefined;
  }): Promise<void> {
    const lanes = DISPLAYS.map((display) => ({
      display,
      recording: newId(RecordingId, run.from / 1000),
    }));
    for (const lane of lanes)
      await this.#journal.append(run.from, headOf({ ...lane, serverKey: this.#serverKey }));
    if (this.segments.length === 0) this.firstIndex = this.#journal.statements.length;
    for (let sequence = 0; sequence < run.count; sequence += 1) {
      const start = run.from + sequence * SEGMENT_SECONDS * SECOND;
      for (const lane of lanes) await this.#segment({ ...lane, sequence, start, key: run.key });
    }
    const end = run.from + run.count * SEGMENT_SECONDS * SECOND;
    for (const lane of lanes) {
      const reason = 'paused' as const;
      const body = { kind: 'recording-ended', ...lane, end, segments: run.count, reason } as const;
      await this.#journal.append(end, body);
    }
  }

  async #segment(of: {
    readonly display: (typeof DISPLAYS)[number];
    readonly recording: RecordingId;
    readonly sequence: number;
    readonly start: number;
    readonly key: SceneKey | undefined;
  }): Promise<void> {
    if (of.key === undefined) throw new Error('no key for the scene');
    const id = newId(SegmentId, of.start / 1000);
    const iv = randomBytes(16).toString('hex');
    const hasOwnKey = of.key.isDerived;
    const colour = of.display === 'DP-2' ? '0x2f5fae' : '0x1a7a4a';
    const file = await makeSegment({
      start: of.start,
      seconds: SEGMENT_SECONDS,
      colour,
      ...segmentKeyOf(of.key.key, { id, iv, hasOwnKey }),
    });
    const body = {
      kind: 'segment',
      segment: id,
      recording: of.recording,
      display: of.display,
      sequence: of.sequence,
      start: of.start,
      duration: SEGMENT_SECONDS * SECOND,
      frames: 5 * SEGMENT_SECONDS,
      bytes: file.length,
      md5: createHash('md5').update(file).digest('hex'),
      sha256: createHash('sha256').update(file).digest('hex'),
      keyId: of.key.keyId,
      ...(hasOwnKey && { keyDerivation: 'hkdf-sha256-v1' as const }),
      iv,
      encoder: 'libx264',
      policyVersion: 3,
      recovered: false,
    } as const;
    const index = await this.#journal.append(of.start + SEGMENT_SECONDS * SECOND, body);
    this.segments.push({ index, body, file });
  }
}

function headOf(lane: {
  readonly display: string;
  readonly recording: RecordingId;
  readonly serverKey: string;
}): StatementBody {
  return {
    kind: 'recording-started',
    ...lane,
    geometry: { width: 320, height: 180, x: 0, y: 0 },
    host: {
      hostname: 'PC-0417',
      userName: 'lin.mei',
      macAddresses: [],
      ipAddresses: [],
      serialNumber: null,
      platform: 'linux',
      timeZone: 'Asia/Shanghai',
      recorderVersion: '0.1.0',
    },
    encoder: 'libx264',
    framesPerSecond: 5,
    policyVersion: 3,
  };
}

const run = promisify(execFile);

/** A real segment of 5 frames a second, as the recorder makes them: presentation time = wall clock. */
async function makeSegment(of: {
  /** UTC µs */
  readonly start: number;
  readonly seconds: number;
  readonly colour: string;
  readonly key: Buffer;
  readonly iv: Buffer;
}): Promise<Buffer> {
  const picture = `color=${of.colour}:size=320x180:rate=5,drawgrid=w=20:h=20:c=white@0.2`;
  // Every 26.5 hours the clock of MPEG-TS begins anew; a round part of the day stays below.
  const offset = (of.start / 1_000_000) % 86_400;
  const { stdout } = await run(
    'ffmpeg',
    [
      ...['-v', 'error', '-f', 'lavfi', '-i', picture, '-t', String(of.seconds)],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-pix_fmt', 'yuv420p'],
      ...['-threads', '1', '-output_ts_offset', String(offset)],
      ...['-muxdelay', '0', '-muxpreload', '0', '-f', 'mpegts', 'pipe:1'],
    ],
    { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
  );
  const encryptor = new SegmentEncryptor(of.key, of.iv);
  return Buffer.concat([encryptor.update(stdout), encryptor.tail()]);
}
