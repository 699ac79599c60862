import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Integer, Null, OctetString } from 'asn1js';
import { AlgorithmIdentifier, id_sha256, MessageImprint, TSTInfo } from 'pkijs';

const run = promisify(execFile);

export interface PastTsa {
  /** PEM of the authority. */
  readonly ca: string;
  /** A TimeStampToken over `stamped` in base64, of that moment (UTC µs). */
  stamp(stamped: string, at: number): Promise<string>;
  close(): Promise<void>;
}

/** An authority that stamped in 2026, whatever the time is now: OpenSSL signs what pkijs writes. */
export async function openPastTsa(name = 'Test time-stamps'): Promise<PastTsa> {
  const folder = await mkdtemp(join(tmpdir(), 'past-tsa-'));
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const valid = ['-not_before', '20260101000000Z', '-not_after', '20400101000000Z'];
  await writeFile(join(folder, 'tsa.cnf'), '[signer]\nextendedKeyUsage = critical,timeStamping\n');
  await openssl(
    ...['req', '-x509', ...key, ...valid, '-subj', '/CN=Test root'],
    ...['-keyout', 'ca.key', '-out', 'ca.pem'],
  );
  await openssl('req', '-new', ...key, '-subj', `/CN=${name}`, '-keyout', 'tsa.key', '-out', 'csr');
  await openssl(
    ...['x509', '-req', '-in', 'csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', ...valid],
    ...['-extfile', 'tsa.cnf', '-extensions', 'signer', '-out', 'tsa.pem'],
  );
  return {
    ca: await readFile(join(folder, 'ca.pem'), 'utf8'),
    async stamp(stamped, at) {
      await writeFile(join(folder, 'info'), tstInfo(stamped, at));
      await openssl(
        ...['cms', '-sign', '-binary', '-nodetach', '-cades', '-md', 'sha256', '-in', 'info'],
        ...['-econtent_type', '1.2.840.113549.1.9.16.1.4', '-signer', 'tsa.pem'],
        ...['-inkey', 'tsa.key', '-certfile', 'ca.pem', '-outform', 'DER', '-out', 'token'],
      );
      return (await readFile(join(folder, 'token'))).toString('base64');
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function tstInfo(stamped: string, at: number): Uint8Array {
  const info = new TSTInfo({
    version: 1,
    policy: '1.2.3.4.1',
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({
        algorithmId: id_sha256,
        algorithmParams: new Null(),
      }),
      hashedMessage: new OctetString({
        valueHex: Uint8Array.from(createHash('sha256').update(stamped).digest()),
      }),
    }),
    serialNumber: new Integer({ valueHex: Uint8Array.of(0x40, ...randomBytes(7)) }),
    genTime: new Date(at / 1000),
  });
  return new Uint8Array(info.toSchema().toBER());
}
