import { expect, test } from 'vitest';
import { SHELL_LOCALES } from '../ipc/bridge.ts';
import { fill, messagesOf } from './messages-of.ts';

/** "now.title" and its text. */
function flat(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`),
  );
}

test.each(SHELL_LOCALES)('%s says all that English says, with the same holes', (locale) => {
  const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  const shape = (words: object) => flat(words).map(([key, text]) => [key, holes(text)]);
  expect(shape(messagesOf(locale))).toEqual(shape(messagesOf('en')));
  for (const [, text] of flat(messagesOf(locale))) expect(text.trim()).toBe(text);
});

test('holes are filled, and unknown ones stay', () => {
  expect(fill('{count} of {all}', { count: 3 })).toBe('3 of {all}');
});
