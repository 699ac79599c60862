import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSigningKeyPair } from '../crypto/key-pair.ts';
import { openPastTsa, type PastTsa } from './testing/open-past-tsa.ts';
import { draftPackage, type PackageDraft, prepareScene } from './testing/package-draft.ts';
import { MIDNIGHT, SECOND } from './testing/record-scene.ts';
import { sealDraft } from './testing/seal-draft.ts';
import { doubtsOfDraft, trustIn, verdictOf } from './testing/verdict-of.ts';
import { joinTrust, NO_TRUST, readTrust, type Trust } from './trust.ts';

const HOUR = 3600 * SECOND;

let prepared: Awaited<ReturnType<typeof prepareScene>>;
let draft: PackageDraft;
let tsa: PastTsa;
let invented: PastTsa;

beforeAll(async () => {
  prepared = await prepareScene();
  tsa = await openPastTsa();
  invented = await openPastTsa('Bundesdruckerei Qualified TSA');
});
afterAll(async () => {
  await tsa.close();
  await invented.close();
});

async function draftStamped(by: PastTsa, at: number): Promise<void> {
  draft = await draftPackage(prepared.scene, prepared.server);
  const token = await by.stamp(draft.checkpoints.checkpoints[1] ?? '', at);
  draft.checkpoints.timestamps = [{ checkpoint: 1, token }];
}

async function judged(trust: Trust) {
  const verdict = await verdictOf(await sealDraft(draft), trust);
  return { outcome: verdict.outcome, codes: verdict.findings.map(({ code }) => code) };
}

function trustOf(text: string): Trust {
  const trust = readTrust(text);
  if (trust === null) throw new Error('no trust file');
  return trust;
}

describe('a package made from nothing', () => {
  it('is consistent and no more: whoever makes all keys anew can make one like it', async () => {
    const forger = await prepareScene();
    draft = await draftPackage(forger.scene, forger.server);
    const found = await judged(NO_TRUST);
    expect(found.outcome).toBe('consistent');
    expect(found.codes).toContain('origin-unknown');
    expect((await judged(await trustIn(prepared.server))).outcome).toBe('broken');
  });

  it('gets no tick for an authority that it invents, whatever it is called', async () => {
    await draftStamped(invented, MIDNIGHT + HOUR);
    for (const trust of [NO_TRUST, trustOf(tsa.ca)]) {
      const verdict = await verdictOf(await sealDraft(draft), trust);
      expect(verdict.outcome).toBe('consistent');
      expect(verdict.findings).toContainEqual(
        expect.objectContaining({
          code: 'timestamp-unvouched',
          status: 'note',
          params: { at: MIDNIGHT + HOUR, authority: 'Bundesdruckerei Qualified TSA' },
        }),
      );
    }
  });
});

describe('a package whose origin the reader knows', () => {
  it('is proven by the key of the server, whatever other keys a trust file holds', async () => {
    draft = await draftPackage(prepared.scene, prepared.server);
    const [own, other] = [
      await trustIn(prepared.server),
      await trustIn(await generateSigningKeyPair()),
    ];
    expect((await judged(joinTrust([other, own]))).outcome).toBe('proven');
    const text = JSON.stringify({ kind: 'workcompanion-trust', v: 1, serverKeys: own.serverKeys });
    expect((await judged(trustOf(text))).outcome).toBe('proven');
  });

  it('is proven by an authority that saw all of it within a day, and by no later one', async () => {
    await draftStamped(tsa, MIDNIGHT + HOUR);
    const prompt = await judged(trustOf(tsa.ca));
    expect(prompt.outcome).toBe('proven');
    expect(prompt.codes).toEqual(expect.arrayContaining(['timestamp-valid', 'origin-stamped']));
    await draftStamped(tsa, MIDNIGHT + 48 * HOUR);
    const late = await judged(trustOf(tsa.ca));
    expect(late.outcome).toBe('consistent');
    expect(late.codes).toEqual(expect.arrayContaining(['timestamp-valid', 'timestamp-late']));
  });

  it('is not proven by a time-stamp of an earlier checkpoint, and broken by one over another', async () => {
    await draftStamped(tsa, MIDNIGHT + HOUR);
    const [first = ''] = draft.checkpoints.checkpoints;
    const token = await tsa.stamp(first, MIDNIGHT + HOUR);
    const [stamp] = draft.checkpoints.timestamps;
    draft.checkpoints.timestamps = [{ checkpoint: 0, token }];
    expect((await judged(trustOf(tsa.ca))).outcome).toBe('consistent');
    draft.checkpoints.timestamps = [{ checkpoint: 0, token: stamp?.token ?? '' }];
    expect(await doubtsOfDraft(draft)).toEqual(['timestamp-invalid']);
  });
});

describe('a trust file', () => {
  it('may be a trusted list, of which time-stamp authorities count that are granted now', () => {
    const [, base64 = ''] = /CERTIFICATE-----([^-]+)-----/.exec(tsa.ca) ?? [];
    const service = (type: string, status: string) =>
      `<tsl:ServiceInformation><tsl:ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/${type}</tsl:ServiceTypeIdentifier>` +
      `<ds:X509Certificate>${base64}</ds:X509Certificate>` +
      `<tsl:ServiceStatus>http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/${status}</tsl:ServiceStatus></tsl:ServiceInformation>`;
    const list = (...services: string[]) =>
      `<tsl:TrustServiceStatusList>${services.join('')}</tsl:TrustServiceStatusList>`;
    const found = readTrust(list(service('TSA/QTST', 'granted'), service('CA/QC', 'granted')));
    expect(found?.authorities).toHaveLength(1);
    expect(readTrust(list(service('TSA/QTST', 'withdrawn')))).toBeNull();
  });

  it('is nothing else', () => {
    const texts = ['', '{}', '{"kind":"workcompanion-trust","v":1,"serverKeys":["x"]}', 'PK'];
    expect(texts.map(readTrust)).toEqual(texts.map(() => null));
  });
});
