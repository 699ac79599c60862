import {
  authorityCertificate,
  pemOf,
  serverCertificate,
} from '@workcompanion/core/crypto/server-certificates';
import { CREATED_AT, draftPackage } from '@workcompanion/core/evidence/testing/package-draft';
import { SECOND } from '@workcompanion/core/evidence/testing/record-scene';
import { sealDraft } from '@workcompanion/core/evidence/testing/seal-draft';
import type { KeyPair } from '@workcompanion/core/evidence/testing/server-side';
import type { Attack, Workshop, Zip } from './attack.ts';

const NAME = 'records.example.com';
const AUTHORITY = 'WorkCompanion authority';

/** What the reader of these packages has been given in another way. */
export function authorityPem({ publicKey, privateKey }: KeyPair): string {
  return pemOf(authorityCertificate({ name: AUTHORITY, publicKey, since: 0 }, privateKey));
}

function issued(
  by: KeyPair,
  to: KeyPair,
  validity: { since?: number; until?: number } = {},
): string {
  const holder = { name: NAME, publicKey: to.publicKey, since: 0, ...validity };
  return pemOf(serverCertificate(holder, { name: AUTHORITY, privateKey: by.privateKey }));
}

function withCertificates(
  name: string,
  code: Attack['code'],
  make: (workshop: Workshop) => string | null,
): Attack {
  const seal = (workshop: Workshop): Promise<Zip> =>
    workshop.sealed((draft) => {
      draft.certificates = make(workshop);
    });
  return { name: `certificate: ${name}`, code, trusts: 'authority', make: seal };
}

/** Whoever reads these knows the authority of the server, and not its key. */
export const CERTIFICATE_ATTACKS: readonly Attack[] = [
  withCertificates('honest, by the authority that the reader knows', null, (shop) =>
    issued(shop.authority, shop.server),
  ),
  withCertificates('of another key', 'certificate-other-key', (shop) =>
    issued(shop.authority, shop.stranger),
  ),
  withCertificates('expired when the package was sealed', 'certificate-not-then', (shop) =>
    issued(shop.authority, shop.server, { until: CREATED_AT - SECOND }),
  ),
  withCertificates('not valid yet when the package was sealed', 'certificate-not-then', (shop) =>
    issued(shop.authority, shop.server, { since: CREATED_AT + 3600 * SECOND }),
  ),
  withCertificates('by a stranger who takes the name of the authority', 'server-ca-other', (shop) =>
    [issued(shop.stranger, shop.server), authorityPem(shop.stranger)].join(''),
  ),
  withCertificates('none at all', 'server-ca-other', () => null),
  withCertificates('that is none', 'certificate-unreadable', () => 'Trust us.\n'),
  {
    name: 'certificate: a server that certifies another one',
    code: 'server-ca-other',
    trusts: 'authority',
    make: async ({ scene, server, stranger, authority }) => {
      const draft = await draftPackage(scene, stranger);
      const holder = { name: 'mail.example.com', publicKey: stranger.publicKey, since: 0 };
      const byServer = serverCertificate(holder, { name: NAME, privateKey: server.privateKey });
      draft.certificates = pemOf(byServer) + issued(authority, server);
      return sealDraft(draft);
    },
  },
];
