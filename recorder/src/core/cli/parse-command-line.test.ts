import { describe, expect, test } from 'vitest';
import { Proxies } from '../device/proxies.ts';
import type { Environment } from '../env.ts';
import { parseCommandLine } from './parse-command-line.ts';

const env: Environment = {
  DISPLAY: ':0',
  WORKCOMPANION_FFMPEG: 'ffmpeg',
  WORKCOMPANION_LOG_LEVEL: 'info',
  XDG_DATA_HOME: '/home/u/.data',
  LANG: 'zh_CN.UTF-8',
};

function parse(line: string) {
  return parseCommandLine(line.split(' '), env);
}

describe('the command line', () => {
  test('starts a recorder', () => {
    expect(parse('--headless --server https://portal.example --token abc')).toEqual({
      kind: 'run',
      folder: '/home/u/.data/workcompanion',
      display: ':0',
      server: 'https://portal.example',
      token: 'abc',
      acceptNotice: false,
      locale: 'zh-CN',
      ca: undefined,
      pin: undefined,
      proxies: expect.any(Proxies),
      shell: undefined,
    });
  });

  test('takes a token that begins with a dash, as one in 64 does', () => {
    const line = '--headless --token -_abc --server https://portal.example';
    expect(parse(line)).toMatchObject({ token: '-_abc', server: 'https://portal.example' });
    // As where a script's variable was empty.
    const forgotten = '--headless --token --server https://portal.example';
    expect(() => parse(forgotten)).toThrow('--token');
  });

  test('starts a recorder that a window shows', () => {
    const json = '["/opt/recorder","--hidden"]';
    expect(parse(`--shell ${json} --server https://portal.example`)).toMatchObject({
      kind: 'run',
      shell: ['/opt/recorder', '--hidden'],
    });
    expect(() => parse('--shell [] --server https://portal.example')).toThrow('--shell');
  });

  test('asks a recorder', () => {
    expect(parse('status --data /d')).toMatchObject({
      kind: 'ask',
      folder: '/d',
      request: { command: 'status' },
    });
    expect(parse('pause --reason lunch --minutes 30')).toMatchObject({
      request: { command: 'pause', reason: 'lunch', minutes: 30 },
    });
    expect(parse('acknowledge --locale en')).toMatchObject({
      request: { command: 'acknowledge', locale: 'en' },
    });
  });

  test.each([
    ['--server https://portal.example', '--headless'],
    ['--headless', '--server'],
    ['--headless --server https://portal.example --reenrol', '--token'],
    ['pause', '--reason'],
    ['status resume', 'One command'],
    ['start', 'no command "start"'],
    ['status --locale fr', '--locale is one of en, zh-CN'],
    ['--no-such-option', 'no-such-option'],
  ])('says what is wrong with: %s', (line, hint) => {
    expect(() => parse(line)).toThrow(hint);
  });
});
