import { describe, expect, it } from 'vitest';
import { negotiateLocale } from './negotiate-locale.ts';

describe('negotiateLocale', () => {
  it('takes the heaviest language that we have', () => {
    expect(negotiateLocale('fr;q=0.9, en;q=0.4, zh;q=0.7')).toBe('zh-CN');
    expect(negotiateLocale('de-DE,de;q=0.9,en-US;q=0.8')).toBe('en');
    expect(negotiateLocale('zh-TW,en;q=0.5')).toBe('zh-CN');
  });

  it('keeps the order of equal weights', () => {
    expect(negotiateLocale('en-GB, zh-CN')).toBe('en');
    expect(negotiateLocale('zh-CN, en-GB')).toBe('zh-CN');
  });

  it('falls back to English', () => {
    for (const header of [null, '', '*', 'fr', 'zh;q=0', ';;q=x,']) {
      expect(negotiateLocale(header)).toBe('en');
    }
  });
});
