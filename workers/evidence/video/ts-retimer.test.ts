import { CLIP_START_TICKS } from '@workcompanion/core/evidence/native/clip-ticks';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawSegment } from '../testing/drawn-footage.ts';
import { TsRetimer } from './ts-retimer.ts';

const STEP = 18_000;
let plain: Buffer;
beforeAll(async () => {
  // Its media clock wraps between the second and the third frame.
  plain = await drawSegment(95_443.3 * 1000, 5);
});

/** Times of the frames (ISO/IEC 13818-1, 2.4.3.6), and whether each packet follows the one before. */
function read(stream: Buffer): { times: number[]; isContinuous: boolean } {
  const times: number[] = [];
  const counters = new Map<number, number>();
  let isContinuous = true;
  for (let at = 0; at < stream.length; at += 188) {
    const packet = stream.subarray(at, at + 188);
    const id = packet.readUInt16BE(1) & 0x1fff;
    const counter = packet.readUInt8(3) & 0x0f;
    const before = counters.get(id);
    if (before !== undefined && counter !== ((before + 1) & 0x0f)) isContinuous = false;
    counters.set(id, counter);
    if (id !== 256 || (packet.readUInt8(1) & 0x40) === 0) continue;
    const adaptation = (packet.readUInt8(3) & 0x20) === 0 ? 0 : 1 + packet.readUInt8(4);
    const pes = packet.subarray(4 + adaptation);
    const high = (pes.readUInt8(9) >> 1) & 7;
    const middle = pes.readUInt16BE(10) >> 1;
    times.push(high * 2 ** 30 + middle * 2 ** 15 + (pes.readUInt16BE(12) >> 1));
  }
  return { times: times.map((time) => time - CLIP_START_TICKS), isContinuous };
}

function retime(retimer: TsRetimer, firstTicks: number, step = plain.length): Buffer {
  retimer.begin({ firstTicks, endTicks: Number.POSITIVE_INFINITY });
  const packets: Buffer[] = [];
  for (let at = 0; at < plain.length; at += step) {
    packets.push(retimer.push(plain.subarray(at, at + step)));
  }
  return Buffer.concat(packets);
}

describe('TsRetimer', () => {
  it('gives every frame its time of the clip, however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_000 }),
        fc.integer({ min: -90_000 * 60, max: 90_000 * 3_600 * 20 }),
        (step, first) => {
          const { times } = read(retime(new TsRetimer(), first, step));
          expect(times).toEqual([0, 1, 2, 3, 4].map((frame) => first + frame * STEP));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('joins pieces into one stream', () => {
    const retimer = new TsRetimer();
    const stream = Buffer.concat([retime(retimer, 0), retime(retimer, 5 * STEP, 1_000)]);
    const { times, isContinuous } = read(stream);
    expect(isContinuous).toBe(true);
    expect(times).toEqual(Array.from({ length: 10 }, (_, frame) => frame * STEP));
  });

  it('ends before the first frame that is not wanted', () => {
    const retimer = new TsRetimer();
    retimer.begin({ firstTicks: 0, endTicks: 3 * STEP });
    const { times } = read(retimer.push(plain));
    expect(times).toEqual([0, STEP, 2 * STEP]);
    expect(retimer.isOver).toBe(true);
    expect(retimer.push(plain)).toHaveLength(0);
  });

  it('refuses what is no MPEG-TS', () => {
    const retimer = new TsRetimer();
    retimer.begin({ firstTicks: 0, endTicks: 1 });
    expect(() => retimer.push(Buffer.alloc(400))).toThrow('no MPEG-TS');
  });
});
