import { createHash, getHashes } from 'node:crypto';
import { Writable } from 'node:stream';
import { configure, ZipWriter } from '@zip.js/zip.js';
import type { Ed25519PrivateJwk } from '../crypto/key-pair.ts';
import { AppError } from '../errors.ts';
import { Manifest, type PackageFile, PackagePath, signManifestSeal } from './manifest.ts';
import { MANIFEST, MANIFEST_SEAL, SHA256_SUMS, SM3_SUMS, sumsOf } from './package-documents.ts';

export interface PackageOptions {
  /** Encrypts the entries (AES-256). Null: whoever has the zip reads it. */
  readonly password: string | null;
  /** UTC µs: the date of all entries, so that nothing else is told by them. */
  readonly createdAt: number;
}

export interface FinishedPackage {
  readonly manifest: Manifest;
  /** The digest of manifest.json, which names this package. */
  readonly manifestSha256: string;
}

export interface SealedManifest extends FinishedPackage {
  /** As it is written, and as it was signed. */
  readonly text: string;
  readonly seal: string;
}

/**
 * Writes an evidence package (docs/decisions/018) to a stream, file by file in the order given, one
 * at a time; memory does not grow with their size. Each file is counted and hashed on its way, and
 * `finish` seals the list of them.
 *
 * After an error the sink holds no whole zip: whoever opened it destroys it.
 */
export class PackageWriter {
  readonly #zip: ZipSink;
  readonly #createdAt: number;
  readonly #files = new Map<string, PackageFile>();
  readonly #sm3 = new Map<string, string>();

  constructor(sink: Writable | WritableStream<Uint8Array>, options: PackageOptions) {
    this.#createdAt = options.createdAt;
    this.#zip = new ZipSink(sink, {
      password: options.password,
      madeAt: new Date(options.createdAt / 1000),
    });
  }

  /** `inClear` is for what says nothing of the case and has to be read before the password is. */
  async add(
    path: string,
    content: Uint8Array | string | AsyncIterable<Uint8Array>,
    options: ZipEntryOptions = { inClear: false },
  ): Promise<PackageFile> {
    if (!PackagePath.safeParse(path).success) throw unfit(path, 'is no path of a package');
    if (path === MANIFEST || path === MANIFEST_SEAL) throw unfit(path, 'is written by finish()');
    if (this.#files.has(path)) throw unfit(path, 'is in the package already');
    const file = await this.#write(path, content, options);
    this.#files.set(path, file);
    return file;
  }

  /** The manifest of what was added so far, and its seal: neither is written. */
  async seal(
    manifest: Omit<Manifest, 'files' | 'createdAt'>,
    signingKey: Ed25519PrivateJwk,
  ): Promise<SealedManifest> {
    const whole = Manifest.parse({
      ...manifest,
      createdAt: this.#createdAt,
      files: [...this.#files.values()],
    });
    const text = `${JSON.stringify(whole, null, 1)}\n`;
    const manifestSha256 = createHash('sha256').update(text).digest('hex');
    const seal = await signManifestSeal(
      { v: 1, package: whole.package, manifestSha256, sealedAt: whole.createdAt },
      signingKey,
    );
    return { manifest: whole, manifestSha256, text, seal };
  }

  /** Writes the manifest with its list of files and its seal, and ends the sink. */
  async finish(
    manifest: Omit<Manifest, 'files' | 'createdAt'>,
    signingKey: Ed25519PrivateJwk,
  ): Promise<FinishedPackage> {
    await this.#addSums();
    const { text, seal, ...finished } = await this.seal(manifest, signingKey);
    await this.#write(MANIFEST, text);
    await this.#write(MANIFEST_SEAL, seal);
    await this.#zip.close();
    return finished;
  }

  async #addSums(): Promise<void> {
    const sm3 = [...this.#sm3].map(([path, digest]) => `${digest}  ${path}\n`);
    const sha256 = sumsOf([...this.#files.values()]);
    await this.add(SHA256_SUMS, sha256);
    if (sm3.length > 0) await this.add(SM3_SUMS, sm3.join(''));
  }

  async #write(
    path: string,
    content: Uint8Array | string | AsyncIterable<Uint8Array>,
    options: ZipEntryOptions = { inClear: false },
  ): Promise<PackageFile> {
    const sha256 = createHash('sha256');
    const sm3 = HAS_SM3 ? createHash('sm3') : null;
    let bytes = 0;
    async function* counted() {
      for await (const piece of piecesOf(content)) {
        bytes += piece.length;
        sha256.update(piece);
        sm3?.update(piece);
        yield piece;
      }
    }
    await this.#zip.add(path, counted(), options);
    if (sm3 !== null) this.#sm3.set(path, sm3.digest('hex'));
    return { path, bytes, sha256: sha256.digest('hex') };
  }
}

/** Not every build of OpenSSL knows the Chinese standard (GB/T 32905). */
const HAS_SM3 = getHashes().includes('sm3');

async function* piecesOf(content: Uint8Array | string | AsyncIterable<Uint8Array>) {
  if (typeof content === 'string') yield Buffer.from(content);
  else if (content instanceof Uint8Array) yield content;
  else yield* content;
}

function unfit(path: string, why: string): AppError {
  return new AppError('invalid-input', `${path} ${why}`, { details: { path } });
}

/** All in this thread: whoever exports already is a worker. */
configure({ useWebWorkers: false, chunkSize: 1024 * 1024 });

/** WinZip AE-2 with a key of 256 bits. */
const AES_256 = 3;
/** What deflate makes smaller. Ciphertext and video are stored: that costs nothing and seeks well. */
const DEFLATED = /\.(?:json|jsonl|jws|html|txt|vtt)$/;

interface ZipEntryOptions {
  /** Readable without the password. */
  readonly inClear: boolean;
}

/** A zip as it is written, entry by entry; Zip64 throughout, since no size is known before. */
export class ZipSink {
  readonly #zip: ZipWriter<unknown>;
  readonly #password: string | null;
  readonly #madeAt: Date;

  constructor(
    sink: Writable | WritableStream<Uint8Array>,
    { password, madeAt }: { readonly password: string | null; readonly madeAt: Date },
  ) {
    const stream = sink instanceof Writable ? Writable.toWeb(sink) : sink;
    this.#zip = new ZipWriter(stream, { zip64: true, keepOrder: true, extendedTimestamp: false });
    this.#password = password;
    this.#madeAt = madeAt;
  }

  async add(
    path: string,
    content: AsyncIterable<Uint8Array>,
    { inClear }: ZipEntryOptions,
  ): Promise<void> {
    await this.#zip.add(path, streamOf(content), {
      level: DEFLATED.test(path) ? 6 : 0,
      lastModDate: this.#madeAt,
      ...(this.#password !== null &&
        !inClear && { password: this.#password, encryptionStrength: AES_256 }),
    });
  }

  /** Writes the directory and ends the sink. */
  async close(): Promise<void> {
    await this.#zip.close();
  }
}

/** `ReadableStream.from`, which the types of browsers don't know. */
function streamOf(content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = content[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}
