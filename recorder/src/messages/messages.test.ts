import { expect, test } from 'vitest';
import { en } from './en.ts';
import { fill } from './messages-of.ts';
import { zhCn } from './zh-cn.ts';

/** "now.title" and its text. */
function flat(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`),
  );
}

test('both languages fill the same holes', () => {
  const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  const chinese = new Map(flat(zhCn));
  for (const [key, text] of flat(en))
    expect([key, holes(chinese.get(key) ?? '')]).toEqual([key, holes(text)]);
});

test('holes are filled, and unknown ones stay', () => {
  expect(fill('{count} of {all}', { count: 3 })).toBe('3 of {all}');
});
