import { describe, expect, it } from 'vitest';
import { messages as english } from './en/index.ts';
import { messages as chinese } from './zh-CN/index.ts';

/** "day.notice.jumped" → its text. */
function flatten(tree: object, path = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const name = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') flat.set(name, value);
    else for (const [inner, text] of flatten(value, name)) flat.set(inner, text);
  }
  return flat;
}

const argumentsOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ''))]
    .filter((name) => !['one', 'other'].includes(name))
    .sort((a, b) => a.localeCompare(b));

describe('messages', () => {
  const en = flatten(english);
  const zh = flatten(chinese);

  it('say in Chinese all that they say in English, and nothing more', () => {
    expect([...zh.keys()]).toEqual([...en.keys()]);
  });

  it('use no argument in Chinese that English does not give', () => {
    for (const [key, text] of zh) {
      const given = argumentsOf(en.get(key) ?? '');
      for (const name of argumentsOf(text)) expect(given, key).toContain(name);
    }
  });

  it('are never empty', () => {
    for (const [key, text] of [...en, ...zh]) expect(text.trim(), key).not.toBe('');
  });
});
