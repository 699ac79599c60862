import { describe, expect, it } from 'vitest';
import { formatBytes } from '../../format-bytes.ts';
import { finding } from '../finding.ts';
import { FINDINGS } from '../finding-codes.ts';
import { en } from './en.ts';
import { formatMoment, formatStretch, tellFinding } from './tell-finding.ts';
import { zhCn } from './zh-cn.ts';

describe('the words', () => {
  it('tell the same facts in both languages', () => {
    for (const [code, sentence] of Object.entries(en.findings)) {
      const other = Object.entries(zhCn.findings).find(([name]) => name === code)?.[1] ?? '';
      expect(placeholders(other), code).toEqual(placeholders(sentence));
    }
    expect(new Set(Object.keys(en.findings))).toEqual(new Set(Object.keys(FINDINGS)));
  });

  it('tell times in the zone of the person, and causes by their names', () => {
    expect(formatMoment(Date.UTC(2026, 10, 23, 16, 0, 9) * 1000, 'Asia/Shanghai')).toBe(
      '2026-11-24 00:00:09 GMT+8',
    );
    const midnight = Date.UTC(2026, 10, 23, 16) * 1000;
    expect(formatStretch(midnight, midnight + 9_000_000, 'Asia/Shanghai')).toBe(
      '2026-11-24 00:00:00 – 00:00:09 GMT+8',
    );
    expect(formatStretch(midnight - 9_000_000, midnight, 'Asia/Shanghai')).toBe(
      '2026-11-23 23:59:51 – 2026-11-24 00:00:00 GMT+8',
    );
    expect(formatMoment(0, 'Not/AZone')).toBe('1970-01-01 00:00:00 UTC');
    const gap = finding('gap-named', { kind: 'package' }, { cause: 'locked', note: '' });
    expect(tellFinding(gap, { language: 'zh-CN', facts: null })).toMatch(/屏幕已锁定/);
  });

  it('tell sizes as people read them', () => {
    expect([17, 378_008, 1_500_000_000].map((bytes) => formatBytes(bytes, 'en'))).toEqual([
      '17 B',
      '378 KB',
      '1.5 GB',
    ]);
  });
});

function placeholders(sentence: string): Set<string> {
  return new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));
}
