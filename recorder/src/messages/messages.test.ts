import { policyWords } from '@workcompanion/core/policy/policy-words';
import { expect, test } from 'vitest';
import { SHELL_LOCALES } from '../ipc/bridge.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { fill, messagesOf, shellLocale } from './messages-of.ts';

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

test('takes the first language of the person that there are words in', () => {
  expect(shellLocale(['de-CH', 'en'])).toBe('de');
  expect(shellLocale(['fr', 'ja-JP', 'en'])).toBe('ja');
  expect(shellLocale(['zh-Hant-TW'])).toBe('zh-CN');
  expect(shellLocale(['fr'])).toBe('en');
});

test('says the rules of a policy in each language', () => {
  const english = policyWords(testPolicy(), 'en');
  for (const locale of SHELL_LOCALES.filter((other) => other !== 'en')) {
    const words = policyWords(testPolicy(), locale);
    expect(words.map(({ id }) => id)).toEqual(english.map(({ id }) => id));
    expect(words.find(({ id }) => id === 'pause')).not.toEqual(
      english.find(({ id }) => id === 'pause'),
    );
  }
});
