import { afterEach, beforeEach, expect } from 'vitest';
import type { TosStore } from '../remote/tos-store.ts';
import { assertNoSecret } from './assert-no-secret.ts';
import { openTestTos } from './open-test-tos.ts';
import type { TosServer } from './tos-server/start-tos-server.ts';

const CREDENTIALS = {
  accessKeyId: 'TESTACCESSKEYID',
  secretAccessKey: 'test-secret-access-key',
  stsToken: 'sts-token-of-the-test',
};

export interface FailingTos {
  readonly server: TosServer;
  readonly store: TosStore;
  /** The error, in which no secret may be. */
  failureOf(promise: Promise<unknown>): Promise<unknown>;
}

/**
 * A server and a store for each test of a file. Whatever a test did to them: at its end no request is
 * open, and after `close` no connection.
 */
export function useFailingTos(): FailingTos {
  let opened: Awaited<ReturnType<typeof openTestTos>>;
  beforeEach(async () => {
    opened = await openTestTos({ credentials: CREDENTIALS }, { credentials: CREDENTIALS });
  });
  afterEach(async () => {
    const { server, store, dispose } = opened;
    await expect.poll(() => server.stats.inFlight, { timeout: 4000 }).toBe(0);
    await store.close();
    await expect.poll(() => server.stats.connections).toBe(0);
    await dispose();
  });
  return {
    get server() {
      return opened.server;
    },
    get store() {
      return opened.store;
    },
    async failureOf(promise) {
      const error = await promise.then(
        () => expect.unreachable('it did not fail'),
        (thrown: unknown) => thrown,
      );
      assertNoSecret(error, [CREDENTIALS.secretAccessKey, CREDENTIALS.stsToken]);
      return error;
    },
  };
}
