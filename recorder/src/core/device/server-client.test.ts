import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { statementHash } from '@workcompanion/core/crypto/statement';
import { DeviceId, newId } from '@workcompanion/core/ids';
import { describe, expect, test } from 'vitest';
import { connectDevice } from '../../testing/connect-device.ts';

describe('the client of the recorder API', () => {
  test('asks the server first whether it still is the one it enrolled at', async () => {
    const { portal, client } = await connectDevice();
    await client.policy();
    expect(portal.requests).toEqual(['hello', 'policy']);
    await client.policy();
    expect(portal.requests).toEqual(['hello', 'policy', 'policy']);
  });

  test('sends nothing to a server that shows other keys, also when it comes back', async () => {
    const { portal, client } = await connectDevice();
    await client.policy();
    await portal.offline();
    await expect(client.policy()).rejects.toMatchObject({ code: 'network', retryable: true });
    Object.assign(portal.state, { signing: await generateSigningKeyPair() });
    await portal.online();
    await expect(client.policy()).rejects.toMatchObject({ code: 'server-keys-changed' });
    expect(portal.requests.at(-1)).toBe('hello');
  });

  test('sets its clock by the server when a token is out of its time', async () => {
    const { client, serverClock, tokens } = await connectDevice();
    await client.policy();
    serverClock.observe((Date.now() - 3_600_000) * 1000, Date.now() * 1000);
    tokens.forget();
    await expect(client.policy()).rejects.toMatchObject({ code: 'token-expired', retryable: true });
    expect(Math.abs(serverClock.offset ?? Number.NaN)).toBeLessThan(1_000_000);
    await expect(client.policy()).resolves.toMatchObject({ version: 1 });
  });

  test('believes a journal head that the server signed now for this device, and no other', async () => {
    const { portal, client, device, journal } = await connectDevice();
    const signingKey = portal.state.signing.publicKey;
    const [entry] = await journal.append({ body: { kind: 'policy-applied', policyVersion: 1 } });
    const jws = entry?.statement ?? '';
    await client.sendJournal([jws]);
    expect(await client.journalHead({ device, signingKey })).toMatchObject({
      next: 1,
      hash: statementHash(jws),
      missing: [],
      more: false,
    });
    await expect(client.journalHead({ device: newId(DeviceId), signingKey })).rejects.toMatchObject(
      { code: 'not-the-protocol', retryable: true },
    );
    const { publicKey } = await generateSigningKeyPair();
    await expect(client.journalHead({ device, signingKey: publicKey })).rejects.toThrow();
  });

  test('tells an answer of the server from that of a stranger', async () => {
    const { portal, client } = await connectDevice();
    const busy = { status: 503, code: 'unavailable', retryable: true } as const;
    portal.faults.add('policy', { kind: 'refusal', ...busy, retryAfter: '7' });
    await expect(client.policy()).rejects.toMatchObject({
      code: 'unavailable',
      retryable: true,
      retryAfterMs: 7_000,
    });
    portal.faults.add('policy', { kind: 'not-the-protocol', status: 404 });
    await expect(client.policy()).rejects.toMatchObject({
      code: 'not-the-protocol',
      retryable: true,
    });
  });
});
