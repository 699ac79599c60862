import { describe, expect, test } from 'vitest';
import { testRecorderView } from '../testing/test-recorder-view.ts';
import { shellState } from './shell-view.ts';

describe('the state of the shell', () => {
  test.each([
    ['recording', testRecorderView()],
    ['recording-offline', testRecorderView({ uploadProblem: 'network' })],
    ['paused', testRecorderView({ state: 'paused' })],
    ['off-schedule', testRecorderView({ state: 'outside-schedule' })],
    ['needs-notice', testRecorderView({ state: 'awaiting-notice' })],
    ['connecting', testRecorderView({ state: 'awaiting-notice' }, { notice: null })],
    ['attention', testRecorderView({ state: 'disk-full' })],
    ['attention', testRecorderView({ state: 'capture-failed' })],
    ['stopped', testRecorderView({ state: 'stopping' })],
    ['starting', testRecorderView({}, { phase: 'opening', status: null })],
    [
      'attention',
      testRecorderView({}, { phase: 'opening', problem: 'storage-full', status: null }),
    ],
    ['connecting', testRecorderView({}, { phase: 'connecting', status: null })],
    ['attention', testRecorderView({}, { phase: 'refused', status: null })],
  ] as const)('is %s', (expected, view) => {
    expect(shellState(view, 0)).toBe(expected);
  });

  test('asks for attention when nobody has answered for long', () => {
    expect(shellState(null, 2_000)).toBe('starting');
    expect(shellState(null, 60_000)).toBe('attention');
  });
});
