import { expect, test } from 'vitest';
import { parseSnapshot } from './desktop-helper.ts';

const WINDOW = {
  program: 'notepad.exe',
  title: '密码 – Notepad',
  x: -8,
  y: 0,
  width: 9,
  height: 7,
  front: true,
};
const line = (answer: object) =>
  JSON.stringify({
    away: false,
    secure: false,
    previews: false,
    metered: false,
    whole: true,
    windows: [WINDOW],
    outputs: [{ x: 0, y: 0, width: 9, height: 7, upright: true }],
    ...answer,
  });

test('reads the windows of the desktop', () => {
  expect(parseSnapshot(line({}))).toEqual({
    away: false,
    secure: false,
    previews: false,
    metered: false,
    outputs: [{ geometry: { x: 0, y: 0, width: 9, height: 7 }, upright: true }],
    windows: [
      {
        programs: ['notepad.exe'],
        title: '密码 – Notepad',
        geometry: { x: -8, y: 0, width: 9, height: 7 },
        isInFront: true,
      },
    ],
  });
});

test('takes a window whose program may not be asked for one without a name', () => {
  const answer = line({ windows: [{ ...WINDOW, program: null }], secure: true });
  expect(parseSnapshot(answer)).toMatchObject({ secure: true, windows: [{ programs: [] }] });
});

test('does not take half a list for the whole', () => {
  expect(() => parseSnapshot(line({ whole: false }))).toThrow();
  expect(() => parseSnapshot('{"secure":false,')).toThrow();
});
