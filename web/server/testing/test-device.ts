import { signDeviceToken } from '@workcompanion/core/crypto/device-token';
import {
  type Ed25519PrivateJwk,
  generateSigningKeyPair,
} from '@workcompanion/core/crypto/key-pair';
import { signStatement, statementHash } from '@workcompanion/core/crypto/statement';
import { DeviceId, newId } from '@workcompanion/core/ids';
import type { HostFacts } from '@workcompanion/core/protocol/host-facts';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import {
  GENESIS,
  type Statement,
  type StatementBody,
} from '@workcompanion/core/protocol/statement';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import type { z } from 'zod';
import type { ServerContext } from '../context.ts';
import type { DeviceContext } from '../device-context.ts';
import { TEST_ORIGIN } from './test-server.ts';

export const TEST_HOST: z.infer<typeof HostFacts> = {
  hostname: 'desk-7',
  userName: 'lin.wei',
  macAddresses: ['02:00:00:00:00:01'],
  ipAddresses: ['192.0.2.7'],
  serialNumber: null,
  platform: 'linux',
  timeZone: 'Asia/Shanghai',
  recorderVersion: '0.1.0',
};

/** A device with a real key, which signs and chains what it states as a recorder does. */
export class TestDevice {
  readonly id: DeviceId;
  readonly publicKey: Ed25519Jwk;
  readonly privateKey: Ed25519PrivateJwk;
  enrolledAt = 0;
  index = 0;
  prev: string = GENESIS;

  private constructor(id: DeviceId, keys: Awaited<ReturnType<typeof generateSigningKeyPair>>) {
    this.id = id;
    this.publicKey = keys.publicKey;
    this.privateKey = keys.privateKey;
  }

  /** Not known to any server yet. */
  static async make(): Promise<TestDevice> {
    return new TestDevice(newId(DeviceId), await generateSigningKeyPair());
  }

  static async enrolled(ctx: ServerContext): Promise<TestDevice> {
    const device = await TestDevice.make();
    await insertDevice(ctx.db, { id: device.id, publicKey: device.publicKey });
    return device;
  }

  in(ctx: ServerContext): DeviceContext {
    return { ...ctx, device: this };
  }

  /** The next entry of the journal. */
  async state(body: StatementBody, overrides: Partial<Statement> = {}): Promise<string> {
    const jws = await this.sign(body, overrides);
    this.index += 1;
    this.prev = statementHash(jws);
    return jws;
  }

  /** An entry that the journal does not go on from. */
  sign(body: StatementBody, overrides: Partial<Statement> = {}): Promise<string> {
    const at = Date.now() * 1000;
    const statement = {
      v: 1,
      device: this.id,
      index: this.index,
      prev: this.prev,
      at,
      monotonic: Math.floor(performance.now() * 1000),
      clockOffset: 0,
      ...body,
      ...overrides,
    };
    return signStatement(asStatement(statement), this.privateKey);
  }

  token(claims: { audience?: string; nowMs?: number; device?: DeviceId } = {}): Promise<string> {
    return signDeviceToken({
      device: this.id,
      audience: TEST_ORIGIN,
      privateKey: this.privateKey,
      nowMs: Date.now(),
      ...claims,
    });
  }
}

/** Safe: a body with the common fields is a statement; tests that bend it do so on purpose. */
function asStatement(value: object): Statement {
  return value as Statement;
}
