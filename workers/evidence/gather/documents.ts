import { createHash } from 'node:crypto';
import type {
  PackageNotice,
  PackagePolicies,
} from '@workcompanion/core/evidence/package-documents';
import type { Policy } from '@workcompanion/core/protocol/policy';
import { policyDigest } from '@workcompanion/core/protocol/policy-digest';
import type { Db } from '@workcompanion/db/client';
import { DEFAULT_NOTICE } from '@workcompanion/db/queries/default-notice';
import { policies } from '@workcompanion/db/schema/policies';
import { inArray } from 'drizzle-orm';
import type { GatheredDevice } from './gather-device.ts';
import type { JournalItem } from './read-journal.ts';

/** `notice.json`: each notice that was acknowledged, with the text as far as it is still known. */
export async function noticeDocument(
  db: Db,
  gathered: readonly GatheredDevice[],
): Promise<PackageNotice> {
  const texts = await noticeTexts(db);
  return {
    acknowledgements: gathered.flatMap(({ device, journal, context }) =>
      saysOf(context, journal.items).flatMap((says) => {
        if (says.kind !== 'notice-acknowledged') return [];
        const { index, noticeVersion, at: acknowledgedAt, locale, textSha256 } = says;
        const text = texts.get(textSha256) ?? null;
        return [
          { device: device.id, index, noticeVersion, acknowledgedAt, locale, textSha256, text },
        ];
      }),
    ),
  };
}

/** By their SHA-256, which the statement names: a version number alone proves nothing. */
async function noticeTexts(db: Db): Promise<Map<string, string>> {
  const rows = await db.select({ body: policies.body }).from(policies);
  const texts = [
    ...rows.flatMap(({ body }) => Object.values(body.notice.text)),
    ...Object.values(DEFAULT_NOTICE),
  ];
  return new Map(
    texts.map((text) => [createHash('sha256').update(text, 'utf8').digest('hex'), text]),
  );
}

/** `policy.json`: the versions that the statements name, each as the device has signed it. */
export async function policyDocument(
  db: Db,
  gathered: readonly GatheredDevice[],
): Promise<PackagePolicies> {
  const named = gathered.flatMap(({ device, journal, context }) => {
    const versions = saysOf(context, journal.items).flatMap((says) =>
      'policyVersion' in says ? [says.policyVersion] : [],
    );
    return [...new Set(versions)]
      .sort((a, b) => a - b)
      .map((version) => ({ device: device.id, version }));
  });
  const bodies = await policyBodies(db, [...new Set(named.map(({ version }) => version))]);
  const signed = signedDigests(gathered);
  return {
    policies: named.map((each) => {
      const body = bodies.get(each.version);
      // A recorder of another version may know other rules: what it did not sign proves nothing.
      const isSigned = body !== undefined && signed.has(policyDigest(body));
      return { ...each, body: isSigned ? body : null };
    }),
  };
}

function signedDigests(gathered: readonly GatheredDevice[]): Set<string> {
  return new Set(
    gathered.flatMap(({ journal, context }) =>
      saysOf(context, journal.items).flatMap((says) =>
        says.kind === 'policy-applied' && says.policySha256 !== undefined
          ? [says.policySha256]
          : [],
      ),
    ),
  );
}

async function policyBodies(db: Db, versions: readonly number[]): Promise<Map<number, Policy>> {
  if (versions.length === 0) return new Map();
  const rows = await db
    .select()
    .from(policies)
    .where(inArray(policies.version, [...versions]));
  return new Map(rows.map(({ version, body }) => [version, body]));
}

function saysOf(...lists: readonly (readonly JournalItem[])[]) {
  return lists.flat().map(({ says }) => says);
}
