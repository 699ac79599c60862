import { z } from 'zod';
import { AppError } from '../errors.ts';
import { Sha256Hex } from '../protocol/primitives.ts';

/**
 * What a company says of one recorder MSI, in five lines of UTF-8 text that end with LF: this title,
 * the version, SHA-256 and size of the file, and the signature over the four lines before it.
 */
const TITLE = 'workcompanion-release 1';

/** Larger than any recorder that can be thought of. */
export const MAX_RELEASE_BYTES = 1024 ** 3;
/** A statement is some 200 bytes. */
export const MAX_STATEMENT_BYTES = 1024;

/** "1.4.0" within the bounds of Windows Installer, and written in one way only. */
export const ReleaseVersion = z
  .string()
  .regex(/^(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}$/)
  .refine((version) => {
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
    return major <= 255 && minor <= 255 && patch <= 65_535;
  }, 'Windows Installer knows versions up to 255.255.65535');

export const ReleaseFacts = z.object({
  version: ReleaseVersion,
  sha256: Sha256Hex,
  bytes: z.number().int().min(1).max(MAX_RELEASE_BYTES),
});
export type ReleaseFacts = z.infer<typeof ReleaseFacts>;

export interface ReleaseStatement {
  readonly facts: ReleaseFacts;
  /** The four lines that are signed. */
  readonly signed: string;
  /** Base64 of r and s, 32 bytes each. */
  readonly signature: string;
}

export function signedLines({ version, sha256, bytes }: ReleaseFacts): string {
  return `${TITLE}\n${version}\n${sha256}\n${bytes}\n`;
}

/** Refuses with `release-invalid` whatever isn't exactly such a text. It proves no signature. */
export function parseRelease(text: string): ReleaseStatement {
  const [title, version, sha256, bytes = '', signature = '', rest] = text.split('\n');
  const facts = ReleaseFacts.safeParse({ version, sha256, bytes: Number(bytes) });
  const isWhole =
    title === TITLE &&
    rest === '' &&
    facts.success &&
    /^[A-Za-z0-9+/]{86}==$/.test(signature) &&
    text === `${signedLines(facts.data)}${signature}\n`;
  if (!isWhole) throw new AppError('release-invalid', 'This is no release statement.');
  return { facts: facts.data, signed: signedLines(facts.data), signature };
}
