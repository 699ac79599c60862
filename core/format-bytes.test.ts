import { expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';

it('keeps three digits', () => {
  expect(formatBytes(0, 'en')).toBe('0 B');
  expect(formatBytes(999, 'en')).toBe('999 B');
  expect(formatBytes(1_236_000_000, 'en')).toBe('1.24 GB');
  expect(formatBytes(45_600, 'zh-CN')).toBe('45.6 KB');
});
