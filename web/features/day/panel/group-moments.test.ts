import { DeviceId, newId } from '@workcompanion/core/ids';
import { expect, test } from 'vitest';
import type { Moment } from '../../../contract/people.ts';
import { groupMoments } from './group-moments.ts';

const SECOND = 1_000_000;
const device = newId(DeviceId);
const moment = (at: number, part: Partial<Moment>): Moment => ({
  at: at * SECOND,
  kind: 'recording-started',
  device,
  display: null,
  cause: null,
  note: null,
  ...part,
});

test('displays that start together are told once, others apart', () => {
  const groups = groupMoments([
    moment(0, { display: 'A' }),
    moment(1, { kind: 'policy-applied' }),
    moment(2, { display: 'B' }),
    moment(9, { display: 'A' }),
    moment(9, { display: 'B', device: newId(DeviceId) }),
  ]);
  expect(groups.map(({ moment, displays }) => [moment.at / SECOND, displays])).toEqual([
    [0, ['A', 'B']],
    [1, []],
    [9, ['A']],
    [9, ['B']],
  ]);
});

test('a display that starts twice within a second is told twice', () => {
  const groups = groupMoments([moment(0, { display: 'A' }), moment(1, { display: 'A' })]);
  expect(groups).toHaveLength(2);
});

test('what is of no display is never merged', () => {
  const groups = groupMoments([moment(0, { kind: 'paused' }), moment(1, { kind: 'paused' })]);
  expect(groups).toHaveLength(2);
});
