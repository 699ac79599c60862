import { describe, expect, it } from 'vitest';
import {
  DeletionId,
  DeviceId,
  KeyId,
  newId,
  PersonId,
  RetentionRuleId,
  SegmentId,
  UserId,
} from '../ids.ts';
import { type DeletionCertificate, MAX_DELETION_KEYS } from '../protocol/deletion-certificate.ts';
import {
  coversSegments,
  readDeletionCertificate,
  segmentListHash,
  signDeletionCertificate,
  verifyDeletionCertificate,
} from './deletion-certificate.ts';
import { generateSigningKeyPair } from './key-pair.ts';
import { signReceipt } from './server-statements.ts';

const segments = [1, 2, 3].map((minute) => ({
  id: newId(SegmentId, Date.UTC(2026, 0, 1, 8, minute)),
  sha256: String(minute).repeat(64),
}));

const certificate: DeletionCertificate = {
  v: 1,
  deletion: newId(DeletionId),
  person: newId(PersonId),
  device: newId(DeviceId),
  rule: {
    id: newId(RetentionRuleId),
    team: null,
    days: 90,
    approvedBy: newId(UserId),
    approvedAt: 1_790_000_000_000_000,
  },
  footage: { from: 1_767_254_460_000_000, to: 1_767_254_640_000_000 },
  segments: 3,
  bytes: 2_250_000,
  segmentList: segmentListHash(segments),
  keys: Array.from({ length: MAX_DELETION_KEYS }, () => newId(KeyId)),
  keysDestroyedAt: 1_795_000_000_000_000,
  objectsDeletedAt: 1_795_000_001_000_000,
};

describe('a deletion certificate', () => {
  it('proves what the server deleted, also with the most keys that it can name', async () => {
    const { publicKey, privateKey } = await generateSigningKeyPair();
    const jws = await signDeletionCertificate(certificate, privateKey);
    expect(await verifyDeletionCertificate(jws, publicKey)).toEqual(certificate);
    expect(readDeletionCertificate(jws)).toEqual(certificate);
  });

  it('is refused when a figure was changed, and when another server signed it', async () => {
    const { publicKey, privateKey } = await generateSigningKeyPair();
    const [head, , signature] = (await signDeletionCertificate(certificate, privateKey)).split('.');
    const forged = Buffer.from(JSON.stringify({ ...certificate, segments: 2 }));
    const jws = [head, forged.toString('base64url'), signature].join('.');
    await expect(verifyDeletionCertificate(jws, publicKey)).rejects.toMatchObject({
      code: 'signature-invalid',
    });
    const other = await generateSigningKeyPair();
    const foreign = await signDeletionCertificate(certificate, other.privateKey);
    await expect(verifyDeletionCertificate(foreign, publicKey)).rejects.toMatchObject({
      code: 'signature-invalid',
    });
  });

  it('is no receipt, and a receipt is none', async () => {
    const { publicKey, privateKey } = await generateSigningKeyPair();
    const receipt = { v: 1, device: certificate.device, index: 0, receivedAt: 1 } as const;
    const jws = await signReceipt({ ...receipt, statement: 'A'.repeat(43) }, privateKey);
    await expect(verifyDeletionCertificate(jws, publicKey)).rejects.toMatchObject({
      code: 'statement-invalid',
    });
  });

  it('covers exactly the segments that it was written for', () => {
    expect(coversSegments(certificate, segments)).toBe(true);
    expect(coversSegments(certificate, segments.slice(1))).toBe(false);
    const changed = segments.map((segment) => ({ ...segment, sha256: 'f'.repeat(64) }));
    expect(coversSegments(certificate, changed)).toBe(false);
    expect(() => segmentListHash(segments.toReversed())).toThrow(RangeError);
  });
});
