import { describe, expect, it } from 'vitest';
import { Policy } from '../protocol/policy.ts';
import { choicesOf, numberLimits } from './policy-field.ts';
import { POLICY_RULES } from './policy-rules.ts';
import { changedWords, policyText, policyWords } from './policy-words.ts';

const policy = Policy.parse({
  version: 1,
  capture: {},
  schedule: null,
  upload: {},
  storage: {},
  pause: {},
  notice: { version: 1, text: { en: 'Your screen is recorded.', 'zh-CN': '您的屏幕会被录制。' } },
});
const fields = POLICY_RULES.flatMap((rule) => rule.fields);

function wordsOf(change: Partial<Policy>, locale = 'en'): Readonly<Record<string, string>> {
  const words = policyWords({ ...policy, ...change }, locale);
  return Object.fromEntries(words.map(({ id, value }) => [id, value]));
}

describe('the rules of a policy', () => {
  it('name every field once, and say all that there are words for', () => {
    const paths = new Set<string>(fields.map(({ path }) => path));
    const { fields: words, rules } = policyText('en');
    expect(paths.size).toBe(fields.length);
    expect(paths).toEqual(new Set(Object.keys(words)));
    expect(new Set<string>(POLICY_RULES.map(({ id }) => id))).toEqual(new Set(Object.keys(rules)));
  });

  it('take limits and choices from the schema', () => {
    for (const { path, kind } of fields) {
      if (kind === 'number') expect(numberLimits(path).minimum, path).toBeGreaterThanOrEqual(0);
      if (kind === 'choice' || kind === 'radio') expect(choicesOf(path).length).toBeGreaterThan(1);
    }
    expect(numberLimits('saving.batteryFramesPerSecond')).toEqual({
      minimum: 1,
      maximum: 30,
      isOptional: true,
    });
    expect(numberLimits('heartbeatSeconds').isOptional).toBe(false);
  });

  it('read as sentences, in both languages', () => {
    expect(wordsOf({ saving: { batteryFramesPerSecond: 1, meteredBytesPerSecond: null } })).toEqual(
      expect.objectContaining({
        schedule: 'Always, while somebody is signed in',
        pause: 'At any time, for up to 60 min, with a reason',
        battery: 'At most 1 picture a second',
        metered: 'As on any network',
      }),
    );
    expect(wordsOf({ idle: { afterSeconds: 90, framesPerSecond: 2 } }, 'zh-CN')['idle']).toBe(
      '1.5 分钟无操作后每秒 2 帧',
    );
  });

  it('say the hours by groups of days, and by whose clock', () => {
    const office = [
      { from: 540, to: 720 },
      { from: 780, to: 1020 },
    ];
    const days = { 1: office, 2: office, 3: [], 4: [], 5: [{ from: 0, to: 1440 }], 6: [], 7: [] };
    expect(wordsOf({ schedule: { timeZone: 'Asia/Shanghai', days } })['schedule']).toBe(
      'Mon–Tue 09:00–12:00, 13:00–17:00; Fri 00:00–24:00 (Asia/Shanghai)',
    );
    expect(wordsOf({ schedule: { timeZone: 'person', days } }, 'zh-CN')['schedule']).toBe(
      '周一–周二 09:00–12:00、13:00–17:00；周五 00:00–24:00（该电脑的本地时间）',
    );
  });

  it('say what is never recorded, and when nothing is left out', () => {
    const how = 'paint-out';
    expect(wordsOf({ excluded: { programs: ['keepass.exe'], titles: ['Bank'], how } })).toEqual(
      expect.objectContaining({
        excluded: 'keepass.exe, titles with “Bank”: painted over, the display goes on',
      }),
    );
    expect(wordsOf({})['excluded']).toBe('Nothing is left out');
  });
});

const word = (id: string, value: string) => ({ id, label: id, value });

describe('the changes between two policies', () => {
  it('are the rules that read differently, with what they read before', () => {
    const before = [word('pause', 'for 60 min'), word('segment', 'of 60 s')];
    const after = [
      word('pause', 'not allowed'),
      word('segment', 'of 60 s'),
      word('idle', 'slower'),
    ];
    expect(changedWords(before, after)).toEqual([
      { ...word('pause', 'not allowed'), before: 'for 60 min' },
      { ...word('idle', 'slower'), before: null },
    ]);
  });
});
