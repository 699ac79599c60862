import { expect, it } from 'vitest';
import { bucketAddress } from './tos-requests.ts';

const OPTIONS = {
  region: 'cn-beijing',
  bucket: 'footage-1',
  credentials: { accessKeyId: 'A', secretAccessKey: 'S' },
};

it('puts the bucket into the name of the host, or before the key where the host has no name', () => {
  expect(bucketAddress({ ...OPTIONS, endpoint: 'tos-cn-beijing.volces.com' })).toEqual({
    origin: 'https://footage-1.tos-cn-beijing.volces.com',
    host: 'footage-1.tos-cn-beijing.volces.com',
    path: '/',
  });
  expect(bucketAddress({ ...OPTIONS, endpoint: '10.0.0.1:9000', secure: false })).toEqual({
    origin: 'http://10.0.0.1:9000',
    host: '10.0.0.1:9000',
    path: '/footage-1/',
  });
});

it.each(['', 'ab', '-abc', 'abc-', 'Abc', 'a.b', 'a/b', 'x@y', 'a'.repeat(64)])(
  'refuses "%s" as a bucket',
  (bucket) => {
    const address = () => bucketAddress({ ...OPTIONS, endpoint: 'tos.example', bucket });
    expect(address).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  },
);
