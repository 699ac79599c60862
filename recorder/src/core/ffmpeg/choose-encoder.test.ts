import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { hasPrograms } from '../../testing/has-programs.ts';
import { chooseEncoder, firstThatEncodes, problemWith } from './choose-encoder.ts';
import { encoderFor, encoderLadder, hevcLadder, passedOverFor } from './encoder.ts';

const log = pino({ level: 'silent' });

describe.skipIf(!hasPrograms('ffmpeg'))('the ladder of encoders', () => {
  test('steps down to one that encodes here, with key frames where segments begin', async () => {
    expect(await problemWith('ffmpeg', 'libx264')).toBeNull();
    const { taken, passedOver } = await chooseEncoder(
      'ffmpeg',
      ['h264_amf', 'libx264', 'h264_mf'],
      log,
    );
    expect(taken).toBe('libx264');
    expect(passedOver).toEqual([{ what: 'h264_amf', why: 'not in this build of ffmpeg' }]);
  });

  test('has no H.265 where no chip encodes it', async () => {
    const { taken, passedOver } = await firstThatEncodes('ffmpeg', ['hevc_amf', 'hevc_mf'], log);
    expect(taken).toBeNull();
    expect(passedOver.map(({ what }) => what)).toEqual(['hevc_amf', 'hevc_mf']);
  });

  test('names a reason where there is no chip, also for encoders of VA-API and Quick Sync', async () => {
    const ladder = [...hevcLadder('linux'), 'libx264'] as const;
    const { taken, passedOver } = await chooseEncoder('ffmpeg', ladder, log);
    const chips = hevcLadder('linux').filter((name) => name !== taken);
    expect(passedOver.map(({ what }) => what)).toEqual(chips);
    for (const { why } of passedOver) expect(why).toMatch(/device|session|build/i);
  });

  test('tells why an encoder is passed over', async () => {
    expect(await problemWith('ffmpeg', 'h264_mf')).toMatch(/\w/);
    expect(await problemWith('no-such-ffmpeg', 'libx264')).toContain('no-such-ffmpeg');
  });
});

test('takes H.265 where the policy asks for it and the machine has it, and nowhere else', () => {
  const [h264, hevc] = ['libx264', 'hevc_mf'] as const;
  const [plain, wished] = [CapturePolicy.parse({}), CapturePolicy.parse({ hevc: true })];
  expect(encoderFor({ h264, hevc }, plain)).toBe('libx264');
  expect(encoderFor({ h264, hevc }, wished)).toBe('hevc_mf');
  expect(encoderFor({ h264, hevc: null }, wished)).toBe('libx264');
});

test('says why there is no H.265 only where it is wished for', () => {
  const passedOver = ['hevc_mf', 'h264_mf'].map((what) => ({ what, why: 'no such chip' }));
  const encoders = { h264: 'libx264', hevc: null, passedOver } as const;
  expect(passedOverFor(encoders, CapturePolicy.parse({}))).toEqual([passedOver[1]]);
  expect(passedOverFor(encoders, CapturePolicy.parse({ hevc: true }))).toEqual(passedOver);
});

test('says nothing of H.264 where H.265 was taken', () => {
  const passedOver = ['hevc_qsv', 'h264_qsv'].map((what) => ({ what, why: 'no such chip' }));
  const encoders = { h264: 'h264_mf', hevc: 'hevc_mf', passedOver } as const;
  expect(passedOverFor(encoders, CapturePolicy.parse({ hevc: true }))).toEqual([passedOver[0]]);
});

test('begins with Quick Sync, and always ends with the processor', () => {
  expect([...hevcLadder('win32'), ...encoderLadder('win32')]).toEqual([
    ...['hevc_qsv', 'hevc_nvenc', 'hevc_amf', 'hevc_mf'],
    ...['h264_qsv', 'h264_nvenc', 'h264_amf', 'h264_mf', 'libx264'],
  ]);
  expect([...hevcLadder('linux'), ...encoderLadder('linux')]).toEqual([
    ...['hevc_qsv', 'hevc_vaapi', 'h264_qsv', 'h264_vaapi', 'libx264'],
  ]);
  expect([...hevcLadder('darwin'), ...encoderLadder('darwin')]).toEqual(['libx264']);
});
