import { DeviceId, newId } from '@workcompanion/core/ids';
import { expect, test } from 'vitest';
import { nextUse, programColour, programName, programTotals } from './programs.ts';

const use = (from: number, to: number, program: string | null) => ({
  from,
  to,
  program,
  title: null,
});
const LANES = [
  { uses: [use(0, 10, 'chrome.exe'), use(10, 12, null), use(20, 25, 'et.exe')] },
  { uses: [use(5, 8, 'et.exe'), use(30, 40, 'chrome.exe')] },
].map((lane) => ({ device: newId(DeviceId), unreadable: 0, ...lane }));

test('totals are of all computers, the longest first, of what has a name', () => {
  expect(programTotals(LANES)).toEqual([
    { program: 'chrome.exe', micros: 20 },
    { program: 'et.exe', micros: 8 },
  ]);
});

test('the next use is on whichever computer, and after the last comes the first', () => {
  expect(nextUse(LANES, 'et.exe', 5)?.from).toBe(20);
  expect(nextUse(LANES, 'et.exe', 20)?.from).toBe(5);
  expect(nextUse(LANES, 'word.exe', 0)).toBeNull();
});

test('a program has one name and one colour, however it is written', () => {
  expect(programName('chrome.exe')).toBe('chrome');
  expect(programColour('Chrome.EXE')).toBe(programColour('chrome'));
  expect(programColour('chrome')).toMatch(/^hsl\(\d+ 52% 54%\)$/);
});
