import type { ErrorData } from 'hls.js';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readHlsProblem } from './hls-problem.ts';

/** A finished request, as browsers have it. */
class Finished {
  readonly response: ArrayBuffer;
  readonly #retryAfter: string | null;

  constructor(body: string, retryAfter: string | null) {
    this.response = new TextEncoder().encode(body).buffer;
    this.#retryAfter = retryAfter;
  }

  getResponseHeader(): string | null {
    return this.#retryAfter;
  }
}

beforeAll(() => {
  vi.stubGlobal('XMLHttpRequest', Finished);
});
afterAll(() => {
  vi.unstubAllGlobals();
});

const told = (code: string) =>
  JSON.stringify({ error: { code, message: 'x', requestId: 'r-1', retryable: false } });

/** Safe: of hls.js's error only these fields are read. */
function failed(status: number, body: string, retryAfter: string | null = null): ErrorData {
  const frag = { type: 'main', relurl: '/s/1.ts', programDateTime: 1_000, duration: 4 };
  const part = {
    type: 'networkError',
    details: 'fragLoadError',
    fatal: true,
    frag,
    response: { code: status },
    networkDetails: new Finished(body, retryAfter),
  };
  return part as unknown as ErrorData;
}

const stretch = { url: '/s/1.ts', from: 1_000_000, to: 5_000_000 };

it.each([
  ['the archive is down', 503, told('unavailable'), { kind: 'archive-down', retryAfterMs: 7_000 }],
  ['the segment must be restored', 409, told('restore-needed'), { kind: 'frozen', ...stretch }],
  ['it is lost', 410, told('footage-lost'), { kind: 'lost', ...stretch }],
  ['it is of no use', 500, told('internal'), { kind: 'unreadable', ...stretch }],
  ['it is damaged', 400, told('digest-mismatch'), { kind: 'unreadable', ...stretch }],
  ['the proxy has no server', 503, '<html>', { kind: 'offline' }],
  ['the line broke', 0, '', { kind: 'offline' }],
])('when %s', (_, status, body, problem) => {
  expect(readHlsProblem(failed(status, body, '7'))).toEqual(problem);
});

it('waits a little when nobody says how long', () => {
  expect(readHlsProblem(failed(503, told('unavailable')))).toEqual({
    kind: 'archive-down',
    retryAfterMs: 3_000,
  });
});

it('tells footage that the browser has no decoder for from footage that is damaged', () => {
  const error = new Error('hvc1.1.6.L63.B0 is unsupported');
  // Safe: as Chromium without H.265 fails; only these fields are read.
  const part = { type: 'mediaError', details: 'bufferAddCodecError', fatal: true, error };
  const data = part as unknown as ErrorData;
  expect(readHlsProblem(data)).toMatchObject({
    kind: 'failed',
    error: { code: 'codec-unsupported', message: error.message },
  });
});
