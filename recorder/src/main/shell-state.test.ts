import { describe, expect, test } from 'vitest';
import { lookOf } from '../testing/look-of.ts';
import { shellState } from './shell-state.ts';

describe('the state of the shell', () => {
  test.each([
    ['recording', lookOf()],
    ['recording-offline', lookOf({ uploadProblem: 'network' })],
    ['paused', lookOf({ state: 'paused' })],
    ['off-schedule', lookOf({ state: 'outside-schedule' })],
    ['needs-notice', lookOf({ state: 'awaiting-notice' })],
    ['connecting', lookOf({ state: 'awaiting-notice' }, { notice: null })],
    ['attention', lookOf({ state: 'disk-full' })],
    ['attention', lookOf({ state: 'capture-failed' })],
    ['stopped', lookOf({ state: 'stopping' })],
    ['starting', lookOf({}, { phase: 'opening', status: null })],
    ['attention', lookOf({}, { phase: 'opening', problem: 'storage-full', status: null })],
    ['connecting', lookOf({}, { phase: 'connecting', status: null })],
    ['attention', lookOf({}, { phase: 'refused', status: null })],
  ] as const)('is %s', (expected, view) => {
    expect(shellState(view, 0)).toBe(expected);
  });

  test('asks for attention when nobody has answered for long', () => {
    expect(shellState(null, 2_000)).toBe('starting');
    expect(shellState(null, 60_000)).toBe('attention');
  });
});
