import { isAbsolute } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEnv } from './env.ts';

const GIVEN = {
  DATABASE_URL: 'postgres://localhost/x',
  HOT_DIR: 'data/hot',
  PUBLIC_URL: 'https://portal.example/',
};

describe('the environment', () => {
  test('has a default for all but where things are', () => {
    const env = readEnv(GIVEN);
    expect(env).toMatchObject({
      PUBLIC_URL: 'https://portal.example',
      HOST: '127.0.0.1',
      PORT: 3000,
      TRUSTED_PROXIES: '',
      KEY_WINDOW_HOURS: 24,
      NEXT_DEV: false,
    });
    expect(isAbsolute(env.HOT_DIR)).toBe(true);
  });

  test('counts an empty value as left out', () => {
    expect(readEnv({ ...GIVEN, PORT: '', LOG_LEVEL: '' })).toMatchObject({ PORT: 3000 });
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['PUBLIC_URL', 'ftp://portal.example'],
    ['PUBLIC_URL', 'portal.example'],
    ['KEY_WINDOW_HOURS', '0'],
    ['LOG_LEVEL', 'loud'],
    ['NEXT_DEV', 'yes'],
    ['DATABASE_URL', ''],
  ])('names %s when it is "%s"', (name, value) => {
    expect(() => readEnv({ ...GIVEN, [name]: value })).toThrow(name);
  });
});
