import { DeviceId, newId } from '@workcompanion/core/ids';
import { expect, test } from 'vitest';
import { computerNames } from './use-lane-names.ts';

test('computers of one name are told apart, each display of them alike', () => {
  const [first, again, other] = [newId(DeviceId), newId(DeviceId), newId(DeviceId)];
  const lanes = [
    { device: first, hostname: 'DESK-7' },
    { device: first, hostname: 'DESK-7' },
    { device: other, hostname: 'LAPTOP' },
    { device: again, hostname: 'DESK-7' },
  ];
  expect([...computerNames(lanes)]).toEqual([
    [first, 'DESK-7'],
    [other, 'LAPTOP'],
    [again, 'DESK-7 (2)'],
  ]);
});
