import { createHash, randomBytes } from 'node:crypto';
import { SegmentEncryptor } from '@workcompanion/core/crypto/segment-encryptor';
import { deriveSegmentKey } from '@workcompanion/core/crypto/segment-key';
import { newId, type RecordingId, SegmentId } from '@workcompanion/core/ids';
import type { IssuedKey } from '@workcompanion/core/protocol/messages';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import type { DeviceContext } from '../device-context.ts';
import { issueKeys } from '../recorder/issue-keys.ts';
import type { SegmentUpload } from '../recorder/segment-upload.ts';

type SegmentBody = Extract<StatementBody, { kind: 'segment' }>;

export interface TestSegment {
  readonly id: SegmentId;
  readonly plain: Buffer;
  readonly ciphertext: Buffer;
  readonly body: SegmentBody;
}

export interface SegmentWish {
  readonly recording: RecordingId;
  readonly key: Pick<IssuedKey, 'keyId' | 'key'>;
  readonly sequence?: number;
  /** UTC µs. */
  readonly start?: number;
  readonly plainBytes?: number;
  /** Real footage, instead of random bytes. */
  readonly plain?: Buffer;
  /** 60 s where nothing is said. */
  readonly durationMicros?: number;
  readonly display?: string;
  /** As recorders made it before segments had keys of their own. */
  readonly isOld?: boolean;
}

const SECOND = 1_000_000;

/** Real ciphertext of bytes that are as good as any picture. */
export function makeSegment(wish: SegmentWish): TestSegment {
  const start = wish.start ?? Date.now() * 1000 - 60 * SECOND;
  const plain = wish.plain ?? randomBytes(wish.plainBytes ?? 188 * 100);
  const iv = randomBytes(16);
  const id = newId(SegmentId, start / 1000);
  const dataKey = Buffer.from(wish.key.key, 'base64url');
  const isOld = wish.isOld ?? false;
  const encryptor = new SegmentEncryptor(isOld ? dataKey : deriveSegmentKey(dataKey, id), iv);
  const ciphertext = Buffer.concat([encryptor.update(plain), encryptor.tail()]);
  return {
    id,
    plain,
    ciphertext,
    body: {
      kind: 'segment',
      segment: id,
      recording: wish.recording,
      display: wish.display ?? 'HDMI-1',
      sequence: wish.sequence ?? 0,
      start,
      duration: wish.durationMicros ?? 60 * SECOND,
      frames: 300,
      bytes: ciphertext.length,
      md5: createHash('md5').update(ciphertext).digest('hex'),
      sha256: createHash('sha256').update(ciphertext).digest('hex'),
      keyId: wish.key.keyId,
      ...(!isOld && { keyDerivation: 'hkdf-sha256-v1' }),
      iv: iv.toString('hex'),
      encoder: 'libx264',
      policyVersion: 1,
      recovered: false,
    },
  };
}

/** The request that carries it whole; parts of it may be bent. */
export function uploadOf(
  segment: TestSegment,
  statement: string,
  bent: Partial<SegmentUpload> = {},
): SegmentUpload {
  return {
    id: segment.id,
    statement,
    offset: 0,
    contentLength: segment.ciphertext.length,
    contentMd5: segment.body.md5,
    body: chunksOf(segment.ciphertext),
    ...bent,
  };
}

/** As a socket gives them. */
export async function* chunksOf(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The data key of the device's present window. */
export async function currentKey(ctx: DeviceContext): Promise<IssuedKey> {
  const [key] = (await issueKeys(ctx, { at: ctx.now() })).keys;
  if (!key) throw new Error('no key was issued');
  return key;
}
