import { createHash, generateKeyPairSync } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { signRelease } from '@workcompanion/core/releases/release-signature';
import type { PortalReply, PortalRequest } from './portal-routes.ts';

/** Signs what the test portal offers. */
export const TEST_RELEASE_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A release that a test portal offers. */
export class TestRelease {
  readonly version: string;
  readonly statement: string;
  attempt = 1;
  /** What is sent; another than stated after a change. */
  body: Buffer;
  /** The `Range` header of each request for it. */
  readonly ranges: (string | undefined)[] = [];

  constructor(version: string, body: Buffer, key = TEST_RELEASE_KEY.privateKey) {
    this.version = version;
    this.body = body;
    const sha256 = createHash('sha256').update(body).digest('hex');
    this.statement = signRelease({ version, sha256, bytes: body.length }, key);
  }

  get offer() {
    return { statement: this.statement, attempt: this.attempt };
  }
}

export function answerRelease(release: TestRelease | null, request: PortalRequest): PortalReply {
  if (release === null || request.id !== release.version) {
    throw new AppError('not-found', 'no such release is offered');
  }
  const { range } = request.message.headers;
  release.ranges.push(range);
  const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  return { status: range === undefined ? 200 : 206, bytes: release.body.subarray(start) };
}
