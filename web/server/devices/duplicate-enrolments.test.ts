import { expect, test } from 'vitest';
import { isSameMachine } from './duplicate-enrolments.ts';

const DESK = { hostname: 'desk-7', macAddresses: ['aa:bb:cc:dd:ee:01'], serialNumber: 'PF-1' };
const NO_SERIAL = { ...DESK, serialNumber: null };

test.each([
  ['the serial number is the same, under another name', DESK, { ...DESK, hostname: 'x' }, true],
  [
    'another serial number stands under the same name',
    DESK,
    { ...DESK, serialNumber: 'PF-2' },
    false,
  ],
  [
    'the firmware tells a number that is none, and the name differs',
    { ...DESK, serialNumber: 'To Be Filled By O.E.M.' },
    { ...DESK, serialNumber: 'To Be Filled By O.E.M.', hostname: 'x' },
    false,
  ],
  ['name and a network card are the same', NO_SERIAL, { ...NO_SERIAL, hostname: 'DESK-7' }, true],
  [
    'the name is the same and no network card',
    NO_SERIAL,
    { ...NO_SERIAL, macAddresses: ['aa:bb:cc:dd:ee:02'] },
    false,
  ],
  ['one of them tells no network card', NO_SERIAL, { ...NO_SERIAL, macAddresses: [] }, true],
] as const)('when %s', (_, left, right, isSame) => {
  const machine = (one: typeof left | typeof right) => ({
    ...one,
    macAddresses: [...one.macAddresses],
  });
  expect(isSameMachine(machine(left), machine(right))).toBe(isSame);
});
