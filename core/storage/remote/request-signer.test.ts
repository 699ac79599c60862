import { describe, expect, it } from 'vitest';
import { KEY } from '../contract/sample-blobs.ts';
import { RequestSigner } from './request-signer.ts';
import { S3 } from './s3-store.ts';
import { TOS, tosAddress } from './tos-store.ts';

const CREDENTIALS = {
  accessKeyId: 'AKEY',
  secretAccessKey: 'a secret',
  sessionToken: 'a token',
};
const AT_MS = Date.parse('2026-03-29T12:34:56Z');
const HEAD = { method: 'HEAD', path: `/test-bucket/${KEY}` };
const LIST = { method: 'GET', path: '/test-bucket/' };

const s3 = new RequestSigner(S3, { credentials: CREDENTIALS, region: 'us-east-1' });
const tos = new RequestSigner(TOS, { credentials: CREDENTIALS, region: 'cn-test' });

function signatureOf(headers: Readonly<Record<string, string>>): string | undefined {
  return /Signature=([0-9a-f]{64})$/.exec(headers['authorization'] ?? '')?.[1];
}

/** The signatures are those that the vendors' own clients made of the same requests. */
describe('RequestSigner', () => {
  it.each([
    [HEAD, undefined, '8c0ef0f24e1e8312bddb70726fe2945ec55b9e208abbb3198add7d10b35590ce'],
    [
      { method: 'GET', path: '/test-bucket' },
      { 'list-type': '2', prefix: 'a/b (c)*', 'continuation-token': 'x+y=/' },
      '3ae43783be979b1e7e45fd9e0395d0bb8430b6c3b3ecaf8c2fce8d3391e6be28',
    ],
  ])('signs %o as AWS does', (request, query, signature) => {
    const signed = { host: '127.0.0.1:9000' };
    for (let again = 0; again < 2; again += 1) {
      expect(signatureOf(s3.sign({ ...request, query, signed }, AT_MS))).toBe(signature);
    }
  });

  it.each([
    [HEAD, undefined, '939310da35cf5a46d986f4ccda96969f448b8356995b0edc9e633d1ab0a7551f'],
    [
      LIST,
      {
        'list-type': '2',
        prefix: 'a/b (c)*',
        'max-keys': '1000',
        'list-only-once': 'true',
        'continuation-token': 'x+y=/',
      },
      '94331e43decd6f65af41f62ff36c8d8a6ce0a926c1944c02fe507f63052761df',
    ],
    [
      { method: 'POST', path: '/test-bucket/a' },
      { restore: '' },
      '8c558058309e3911376dbc12ff774187202ecbfd1176b4e592915249c66428a5',
    ],
  ])('signs %o as TOS does', (request, query, signature) => {
    const signed = { host: '127.0.0.1:39123' };
    expect(signatureOf(tos.sign({ ...request, query, signed }, AT_MS))).toBe(signature);
  });

  it('signs by the day of the request', () => {
    const request = { method: 'HEAD', path: '/a', signed: { host: 'h' } };
    const at = (day: string) =>
      tos.sign(request, Date.parse(`${day}T23:59:59.999Z`))['authorization'];
    const first = at('2026-03-28');
    expect(first).toContain('Credential=AKEY/20260328/cn-test/tos/request');
    expect(at('2026-03-29')).not.toBe(first);
    expect(at('2026-03-28')).toBe(first);
  });
});

describe('the address of a bucket of TOS', () => {
  const OPTIONS = { region: 'cn-beijing', bucket: 'footage-1', credentials: CREDENTIALS };

  it('is in the name of the host, or before the key where the host has no name', () => {
    expect(tosAddress({ ...OPTIONS, endpoint: 'tos-cn-beijing.volces.com' })).toEqual({
      origin: 'https://footage-1.tos-cn-beijing.volces.com',
      host: 'footage-1.tos-cn-beijing.volces.com',
      path: '/',
    });
    expect(tosAddress({ ...OPTIONS, endpoint: '10.0.0.1:9000', secure: false })).toEqual({
      origin: 'http://10.0.0.1:9000',
      host: '10.0.0.1:9000',
      path: '/footage-1/',
    });
  });

  it.each(['', 'ab', '-abc', 'abc-', 'Abc', 'a.b', 'a/b', 'x@y', 'a'.repeat(64)])(
    'refuses "%s" as a bucket',
    (bucket) => {
      const address = () => tosAddress({ ...OPTIONS, endpoint: 'tos.example', bucket });
      expect(address).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    },
  );
});
