import type { ExcludedPolicy } from '@workcompanion/core/protocol/policy';
import { expect, test } from 'vitest';
import type { DesktopSnapshot, VisibleWindow } from '../desktop/desktop-snapshot.ts';
import { describeWindows } from './describe-windows.ts';

const NOTHING: ExcludedPolicy = { programs: [], titles: [], how: 'pause-display' };
const PLACE = { x: 0, y: 0, width: 800, height: 600 };
const window = (program: string, title: string | null, isInFront = false): VisibleWindow => ({
  programs: [program],
  title,
  geometry: PLACE,
  isInFront,
});
const EXCEL = window('EXCEL.EXE', '工资表 2026.xlsx', true);
const VAULT = window('KeePass.exe', 'Passwords');

function desktop(windows: readonly VisibleWindow[], more: Partial<DesktopSnapshot> = {}) {
  return { windows, away: false, secure: false, previews: false, metered: null, ...more };
}

function told(snapshot: DesktopSnapshot, excluded = NOTHING) {
  return describeWindows(snapshot, { detail: 'programs-and-titles', excluded });
}

test('names what is in front, and what else can be seen', () => {
  expect(told(desktop([EXCEL, VAULT]))).toEqual({
    program: 'EXCEL.EXE',
    title: '工资表 2026.xlsx',
    windows: [
      { program: 'EXCEL.EXE', title: '工资表 2026.xlsx', ...PLACE },
      { program: 'KeePass.exe', title: 'Passwords', ...PLACE },
    ],
  });
});

test('leaves out all titles where the policy wants programs alone', () => {
  const rules = { detail: 'programs', excluded: NOTHING } as const;
  const text = JSON.stringify(describeWindows(desktop([EXCEL, VAULT]), rules));
  expect(text).toContain('EXCEL.EXE');
  expect(text).not.toContain('工资表');
  expect(text).not.toContain('Passwords');
});

test('never names an excluded window, behind others or in front', () => {
  const excluded = { ...NOTHING, programs: ['keepass'] };
  expect(told(desktop([EXCEL, VAULT]), excluded)?.windows).toHaveLength(1);
  const inFront = desktop([
    { ...VAULT, isInFront: true },
    { ...EXCEL, isInFront: false },
  ]);
  expect(told(inFront, excluded)).toBeNull();
});

test('names no window of a program of which one is painted over', () => {
  const excluded: ExcludedPolicy = { programs: [], titles: ['bank'], how: 'paint-out' };
  const shop = window('chrome.exe', 'Shop', true);
  const bank = window('chrome.exe', 'My Bank');
  expect(told(desktop([shop, bank]), excluded)).toBeNull();
  expect(told(desktop([EXCEL, shop, bank]), excluded)?.windows).toHaveLength(1);
});

test('tells nothing while the person is away or the system has the screen', () => {
  expect(told(desktop([EXCEL], { away: true }))).toBeNull();
  expect(told(desktop([EXCEL], { secure: true }))).toBeNull();
});

test('takes a window of an unknown program for none', () => {
  const unknown = { ...EXCEL, programs: [] };
  expect(told(desktop([unknown]))).toEqual({ program: null, title: null, windows: [] });
  expect(told(desktop([]))).toEqual({ program: null, title: null, windows: [] });
});
