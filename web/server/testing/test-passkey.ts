import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import type { PasskeyAssertion, PasskeyRegistration } from '../../contract/passkeys.ts';
import { TEST_ORIGIN } from './test-server.ts';

interface Signing {
  readonly origin?: string;
  /** The owner showed finger, face or PIN. */
  readonly isVerified?: boolean;
  /** What the authenticator says it has signed so far. */
  readonly counter?: number;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const WITH_CREDENTIAL = 0x40;

/** An authenticator in software, as WebAuthn, section 6, has it: ES256, no attestation. */
export class TestPasskey {
  readonly id = randomBytes(16);
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  #counter = 0;

  get credentialId(): string {
    return this.id.toString('base64url');
  }

  register(challenge: string, signing: Signing = {}): PasskeyRegistration {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    const coseKey = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const credential = [Buffer.alloc(16), length, this.id, isoCBOR.encode(coseKey)];
    const authData = Buffer.concat([this.#head(WITH_CREDENTIAL, signing), ...credential]);
    const attestation = new Map<string, string | Map<string, string> | Uint8Array>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', Uint8Array.from(authData)],
    ]);
    return {
      ...this.#named(),
      response: {
        clientDataJSON: clientData('webauthn.create', challenge, signing).toString('base64url'),
        attestationObject: Buffer.from(isoCBOR.encode(attestation)).toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  assert(challenge: string, signing: Signing = {}): PasskeyAssertion {
    const data = clientData('webauthn.get', challenge, signing);
    const head = this.#head(0, signing);
    const signed = Buffer.concat([head, createHash('sha256').update(data).digest()]);
    return {
      ...this.#named(),
      response: {
        clientDataJSON: data.toString('base64url'),
        authenticatorData: head.toString('base64url'),
        signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
      },
    };
  }

  #named() {
    const id = this.credentialId;
    return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} };
  }

  #head(flags: number, { isVerified = true, counter }: Signing): Buffer {
    this.#counter = counter ?? this.#counter + 1;
    const rpId = createHash('sha256').update(new URL(TEST_ORIGIN).hostname).digest();
    const rest = Buffer.alloc(5);
    rest.writeUInt8(flags | PRESENT | (isVerified ? VERIFIED : 0));
    rest.writeUInt32BE(this.#counter, 1);
    return Buffer.concat([rpId, rest]);
  }
}

function clientData(type: string, challenge: string, { origin = TEST_ORIGIN }: Signing): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}
