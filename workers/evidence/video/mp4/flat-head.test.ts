import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { boxAt, boxesIn } from '@workcompanion/core/evidence/native/mp4-boxes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flatHead } from './flat-head.ts';
import { FragmentReader } from './fragment-reader.ts';

const run = promisify(execFile);
const GIB = 2 ** 30;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flat-head-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Twelve frames from half a second on, in fragments of four. */
async function fragmented(): Promise<Buffer> {
  const source = '-copyts -f lavfi -i testsrc2=size=128x96:rate=5 -frames:v 12';
  const encode = '-vf settb=1/90000,setpts=PTS+45000 -c:v libx264 -bf 0 -g 4 -sc_threshold 0';
  const times = '-fps_mode passthrough -enc_time_base 1:90000 -video_track_timescale 90000';
  const output =
    '-movflags +frag_keyframe+empty_moov+delay_moov+default_base_moof+skip_trailer+frag_discont -f mp4 pipe:1';
  const { stdout } = await run(
    'ffmpeg',
    `-loglevel error ${source} ${encode} ${times} ${output}`.split(' '),
    { encoding: 'buffer' },
  );
  return stdout;
}

function read(bytes: Buffer, step: number) {
  const reader = new FragmentReader();
  for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step));
  return reader.finish();
}

describe('the head of an ordinary MP4', () => {
  it('has the index of all samples, however the fragments came', async () => {
    const bytes = await fragmented();
    const video = read(bytes, 7);
    expect(read(bytes, bytes.length)).toEqual(video);
    expect(video.payloads).toHaveLength(3);
    const media = video.payloads.map(({ start, end }) => bytes.subarray(start, end));
    const path = join(folder, 'flat.mp4');
    await writeFile(path, Buffer.concat([flatHead(video, 3_100_000), ...media]));

    const asked = '-v error -show_packets -show_format -show_streams -of json';
    const { stdout } = await run('ffprobe', [...asked.split(' '), path]);
    const probe = JSON.parse(stdout);
    // From its first frame on.
    expect(probe.format).toMatchObject({ start_time: '0.500000', duration: '2.600000' });
    expect(probe.streams[0]).toMatchObject({ nb_frames: '12', start_time: '0.500000' });
    const packets: { pts_time: string; flags: string }[] = probe.packets;
    expect(packets.map(({ pts_time }) => Number(pts_time))).toEqual(
      Array.from({ length: 12 }, (_, frame) => Number((0.5 + frame * 0.2).toFixed(6))),
    );
    expect(packets.map(({ flags }) => flags.startsWith('K'))).toEqual(
      packets.map((_, frame) => frame % 4 === 0),
    );
    expect((await run('ffmpeg', ['-v', 'error', '-i', path, '-f', 'null', '-'])).stderr).toBe('');
  }, 60_000);

  it('tells where samples lie beyond what 32 bits can tell', async () => {
    const video = read(await fragmented(), 1_000);
    const [first, ...others] = video.payloads;
    if (!first) throw new Error('there is no media');
    const away = 5 * GIB;
    const far = others.map(({ start, end }) => ({ start: start + away, end: end + away }));
    const runs = video.runs.map((each, index) =>
      index === 0 ? each : { ...each, offset: each.offset + away },
    );
    const payloads = [{ start: first.start, end: first.end + away }, ...far];
    const head = flatHead({ ...video, runs, payloads }, 3_100_000);
    const moov = boxesIn(head.subarray(0, -16)).find(({ type }) => type === 'moov')?.body;
    const offsets = boxAt(moov ?? head, 'trak', 'mdia', 'minf', 'stbl', 'co64');
    const offset = (chunk: number): number => Number(offsets.readBigUInt64BE(8 + 8 * chunk));
    expect(offset(0)).toBe(head.length);
    expect(offset(1)).toBe(head.length + first.end - first.start + away);
    const media = payloads.reduce((sum, { start, end }) => sum + end - start, 16);
    expect(Number(head.readBigUInt64BE(head.length - 8))).toBe(media);
  }, 60_000);

  it('is not made of a video that broke off', async () => {
    const bytes = await fragmented();
    expect(() => read(bytes.subarray(0, -10), 1_000)).toThrow('no end');
  }, 60_000);
});
