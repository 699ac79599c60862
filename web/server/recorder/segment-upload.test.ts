import { newId, SegmentId } from '@workcompanion/core/ids';
import { describe, expect, test } from 'vitest';
import type { Call } from '../http/call.ts';
import { segmentUpload } from './segment-upload.ts';

const ID = newId(SegmentId);
const HEADERS = {
  'segment-statement': 'a.b.c',
  'content-length': '320',
  'content-md5': 'CY9rzUYh03PK3k6DJie09g==',
};

function call(headers: Record<string, string | undefined>, id: string = ID): Call {
  return {
    method: 'PUT',
    url: new URL('https://portal.example/'),
    params: { id },
    header: (name) => headers[name] ?? null,
    body: (async function* () {})(),
    signal: new AbortController().signal,
  };
}

describe('the request of a segment', () => {
  test('tells what follows', () => {
    expect(segmentUpload(call(HEADERS))).toMatchObject({
      id: ID,
      statement: 'a.b.c',
      offset: 0,
      contentLength: 320,
      contentMd5: '098f6bcd4621d373cade4e832627b4f6',
    });
    expect(segmentUpload(call({ ...HEADERS, 'upload-offset': '4096' })).offset).toBe(4096);
  });

  test.each([
    ['no statement', { 'segment-statement': undefined }, 'statement-invalid'],
    ['no length (a chunked body)', { 'content-length': undefined }, 'length-required'],
    ['a length that is no number', { 'content-length': '12x' }, 'invalid-input'],
    ['a negative offset', { 'upload-offset': '-1' }, 'invalid-input'],
    ['an offset beyond all numbers', { 'upload-offset': '9'.repeat(30) }, 'invalid-input'],
    [
      'a digest in hex',
      { 'content-md5': '098f6bcd4621d373cade4e832627b4f6' },
      'invalid-digest-header',
    ],
    ['a digest too short', { 'content-md5': 'CY9rzUYh03M=' }, 'invalid-digest-header'],
    [
      'a digest with stray bits',
      { 'content-md5': 'CY9rzUYh03PK3k6DJie09h==' },
      'invalid-digest-header',
    ],
  ])('with %s is refused', (_, bent, code) => {
    expect(() => segmentUpload(call({ ...HEADERS, ...bent }))).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test.each([['x'], ['../../etc/passwd'], [crypto.randomUUID()]])(
    'with the id "%s" is refused',
    (id) => {
      expect(() => segmentUpload(call(HEADERS, id))).toThrow(
        expect.objectContaining({ code: 'invalid-input' }),
      );
    },
  );
});
