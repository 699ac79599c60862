import type { ExcludedPolicy } from '@workcompanion/core/protocol/policy';
import { describe, expect, test } from 'vitest';
import type { VisibleWindow } from './desktop-snapshot.ts';
import { isExcluded, windowsToPaintOver } from './is-excluded.ts';

const SCREEN = { x: 0, y: 0, width: 100, height: 100 };
const window = (change: Partial<VisibleWindow> = {}): VisibleWindow => ({
  programs: ['KeePass.exe'],
  title: 'Passwords – KeePass',
  geometry: SCREEN,
  isInFront: false,
  ...change,
});

describe('a window is left out', () => {
  test.each<[string, Partial<VisibleWindow>, string[], string[], boolean]>([
    ['by its program, in any case', {}, ['keepass.EXE'], [], true],
    ['by its program without its ending', {}, ['keepass'], [], true],
    ['never by a part of a program', {}, ['keep'], [], false],
    ['by a part of its title, in any case', {}, [], ['PASSWORDS'], true],
    ['by a Chinese title', { title: '招商银行 - 网上银行' }, [], ['网上银行'], true],
    ['when its title can not be read and titles count', { title: null }, [], ['bank'], true],
    ['not for its title when only programs count', { title: null }, ['bank'], [], false],
    ['not without a rule', {}, [], [], false],
  ])('%s', (_, change, programs, titles, excluded) => {
    expect(isExcluded(window(change), { programs, titles, how: 'pause-display' })).toBe(excluded);
  });
});

test('a window is painted over with all of its program, and with those that nobody can name', () => {
  const bank = window({ programs: ['chrome.exe'], title: 'Bank – Chrome' });
  const menu = window({ programs: ['Chrome.EXE'], title: '' });
  const unknown = window({ programs: [], title: '' });
  const other = window({ programs: ['notepad.exe'], title: 'Notes' });
  const excluded = { programs: [], titles: ['bank'], how: 'paint-out' } satisfies ExcludedPolicy;
  const all = [other, bank, menu, unknown];
  expect(windowsToPaintOver(all, excluded)).toEqual([bank, menu, unknown]);
  expect(windowsToPaintOver([other, menu, unknown], excluded)).toEqual([]);
});
