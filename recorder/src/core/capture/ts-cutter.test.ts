import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeTestPicture } from '../../testing/encode-test-picture.ts';
import { hasPrograms } from '../../testing/has-programs.ts';
import { probeTs } from '../../testing/probe-segment.ts';
import { type Frame, TsCutter } from './ts-cutter.ts';

const policy = CapturePolicy.parse({ framesPerSecond: 5, segmentSeconds: 2 });

describe.skipIf(!hasPrograms('ffmpeg', 'ffprobe'))('the cutter, on the real encoder', () => {
  let stream: Buffer;
  beforeAll(async () => {
    stream = await encodeTestPicture(policy, { seconds: 5 });
  });

  function cut(chunkSizes: () => number): { frames: Frame[]; tables: Buffer } {
    const cutter = new TsCutter();
    const frames: Frame[] = [];
    for (let at = 0; at < stream.length; ) {
      const size = chunkSizes();
      frames.push(...cutter.push(Buffer.from(stream.subarray(at, at + size))));
      at += size;
    }
    frames.push(...cutter.end());
    return { frames, tables: cutter.tables };
  }

  test('gives each frame whole and once, wherever the chunks end', () => {
    const bytesOf = ({ frames }: { frames: Frame[] }) =>
      Buffer.concat(frames.flatMap(({ packets }) => packets));
    const whole = cut(() => stream.length);
    expect(whole.frames).toHaveLength(25);
    let size = 0;
    const odd = cut(() => {
      size = (size * 7 + 131) % 5_000;
      return size + 1;
    });
    expect(odd.frames.map(({ pts }) => pts)).toEqual(whole.frames.map(({ pts }) => pts));
    expect(bytesOf(odd).equals(bytesOf(whole))).toBe(true);
  });

  test('puts a key frame at the head of each segment, and none elsewhere', () => {
    const keys = cut(() => 1_316).frames.flatMap(({ key }, index) => (key ? [index] : []));
    expect(keys).toEqual([0, 10, 20]);
  });

  test('cuts segments that decode alone, each frame at its time', async () => {
    const { frames, tables } = cut(() => 4_096);
    for (const from of [0, 10, 20]) {
      const segment = frames.slice(from, from + 10);
      const plain = Buffer.concat([tables, ...segment.flatMap(({ packets }) => packets)]);
      const probed = await probeTs(plain);
      expect(probed.times).toEqual(segment.map(({ pts }) => pts));
      expect(probed.keyFrames).toBe(1);
    }
  });

  test('gives a frame as soon as its last byte is there, not when the next one begins', () => {
    const cutter = new TsCutter();
    const { frames } = cut(() => stream.length);
    const ordinary = frames.slice(0, -1).findIndex(({ key }, index) => index > 0 && !key);
    const last = frames[ordinary]?.packets.at(-1);
    const end = stream.indexOf(last ?? '') + (last?.length ?? 0);
    const given = cutter.push(Buffer.from(stream.subarray(0, end)));
    expect(given.at(-1)?.pts).toBe(frames[ordinary]?.pts);
  });

  test('refuses a stream that is none', () => {
    expect(() => new TsCutter().push(Buffer.alloc(188))).toThrow('sync');
  });
});
