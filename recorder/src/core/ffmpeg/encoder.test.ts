import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import { expect, test } from 'vitest';
import { ENCODERS, encoderName, encoderOptions } from './encoder.ts';

function valueAfter(policy: CapturePolicy, option: string): string | undefined {
  const options = encoderOptions(policy);
  return options[options.indexOf(option) + 1];
}

test('makes the GOP the segment: one key frame each', () => {
  const policy = CapturePolicy.parse({ framesPerSecond: 10, segmentSeconds: 30 });
  expect(valueAfter(policy, '-g')).toBe('300');
  expect(valueAfter(policy, '-keyint_min')).toBe('300');
  expect(valueAfter(policy, '-sc_threshold')).toBe('0');
});

test('holds back less than a second of frames at every rate', () => {
  for (let framesPerSecond = 1; framesPerSecond <= 30; framesPerSecond += 1) {
    const policy = CapturePolicy.parse({ framesPerSecond });
    const params = valueAfter(policy, '-x264-params') ?? '';
    const lookahead = Number(/rc-lookahead=(\d+)/.exec(params)?.[1]);
    const threads = Number(valueAfter(policy, '-threads'));
    expect((lookahead + threads - 1) / framesPerSecond).toBeLessThan(1);
  }
});

test('names the encoder as the statements do', () => {
  expect(encoderName(CapturePolicy.parse({}))).toBe('libx264 veryfast crf 28');
  expect(encoderName(CapturePolicy.parse({}), 'h264_mf')).toBe('h264_mf quality 28');
});

test.each(ENCODERS)('asks %s for the policy’s quality, and for no reordered frames', (encoder) => {
  const options = (crf: number) => encoderOptions(CapturePolicy.parse({ crf }), encoder);
  expect(options(20)).not.toEqual(options(36));
  const common = ['-bf', '0', '-g', '300', '-enc_time_base', '1:90000', '-f', 'mpegts'];
  expect(options(28)).toEqual(expect.arrayContaining(['-c:v', encoder, ...common]));
});

test('never lets Media Foundation encode in software', () => {
  const options = encoderOptions(CapturePolicy.parse({}), 'h264_mf').join(' ');
  expect(options).toContain('-hw_encoding 1');
  expect(options).toContain('-quality 70');
});
