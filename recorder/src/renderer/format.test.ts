import { formatBytes } from '@workcompanion/core/format-bytes';
import { describe, expect, test } from 'vitest';
import { NOW } from '../testing/test-recorder-view.ts';
import { formatAge, formatTime } from './format.ts';

const HOUR = 3_600_000_000;

describe('times and sizes', () => {
  test('say the day only when it is another one', () => {
    expect(formatTime(NOW, NOW, 'en')).toMatch(/^\d\d:\d\d$/);
    expect(formatTime(NOW - 26 * HOUR, NOW, 'en')).toMatch(/^Tue,? \d\d:\d\d$/);
    expect(formatTime(NOW - 240 * HOUR, NOW, 'en')).toMatch(/15 Nov/);
  });

  test('say how long ago', () => {
    expect(formatAge(NOW - 3_000_000, NOW, 'en')).toBe('3 seconds ago');
    expect(formatAge(NOW - 2 * HOUR, NOW, 'zh-CN')).toBe('2小时前');
    expect(formatAge(NOW + HOUR, NOW, 'en')).toBe('now');
    expect(formatAge(NOW - 1_900_000, NOW, 'zh-CN')).toBe('现在');
  });

  test('count bytes as disks do', () => {
    expect(formatBytes(0, 'en')).toBe('0 B');
    expect(formatBytes(1_234_000, 'en')).toBe('1.23 MB');
    expect(formatBytes(20_000_000_000, 'zh-CN')).toBe('20 GB');
  });
});
