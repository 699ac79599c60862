import { DisplayName } from '@workcompanion/core/protocol/primitives';
import { describe, expect, test } from 'vitest';
import { chooseDisplays, type Display } from './display.ts';

const display = (name: string, primary?: boolean): Display => ({
  name: DisplayName.parse(name),
  geometry: { x: 0, y: 0, width: 800, height: 600 },
  ...(primary === undefined ? {} : { primary }),
});
const LEFT = display('LEFT', false);
const MAIN = display('MAIN', true);

describe('what is recorded of the displays', () => {
  test.each<[string, Display[], 'all' | 'primary', string[]]>([
    ['all of them', [LEFT, MAIN], 'all', ['LEFT', 'MAIN']],
    ['the main one alone, wherever it stands', [LEFT, MAIN], 'primary', ['MAIN']],
    ['the first where none is marked', [display('A'), display('B')], 'primary', ['A']],
    ['the first where all are said not to be it', [LEFT, display('B', false)], 'primary', ['LEFT']],
    ['one only, should two be marked', [MAIN, display('B', true)], 'primary', ['MAIN']],
    ['none where there is none', [], 'primary', []],
    ['none where there is none, of all', [], 'all', []],
  ])('%s', (_, displays, wish, names) => {
    expect(chooseDisplays(displays, wish).map(({ name }) => name)).toEqual(names);
  });
});
