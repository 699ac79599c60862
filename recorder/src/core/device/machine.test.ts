import { expect, test } from 'vitest';
import { isOtherMachine, type Machine, readMachine } from './machine.ts';

const office: Machine = { installation: 'a', hardware: 'h', hostname: 'PC-1' };

test.each<readonly [string, Partial<Machine>, boolean]>([
  ['is itself', {}, false],
  ['got another name', { hostname: 'PC-2' }, false],
  ['got another main board', { hardware: 'i' }, false],
  ['tells nothing of its hardware any more', { hardware: null, hostname: 'PC-2' }, false],
  ['was copied as it is to another machine', { hardware: 'i', hostname: 'PC-2' }, true],
  ['was copied from an image that was made anonymous', { installation: 'b' }, true],
])('a computer that %s', (_, change, expected) => {
  expect(isOtherMachine(office, { ...office, ...change })).toBe(expected);
});

test('reads the same of this machine each time', async () => {
  const machine = await readMachine();
  expect(await readMachine()).toEqual(machine);
  expect(isOtherMachine(machine, await readMachine())).toBe(false);
});
