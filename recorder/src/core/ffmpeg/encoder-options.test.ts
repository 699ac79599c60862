import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import { expect, test } from 'vitest';
import { encoderName, encoderOptions } from './encoder-options.ts';

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
});
