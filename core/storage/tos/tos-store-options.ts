import type { RemoteTimeouts } from '../remote/remote-timeouts.ts';

export interface TosCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** With temporary credentials. */
  readonly stsToken?: string;
}

/** Classes to store into; those that must be restored before a read are in `FROZEN_CLASSES`. */
export type TosStorageClass =
  | 'STANDARD'
  | 'IA'
  | 'ARCHIVE_FR'
  | 'INTELLIGENT_TIERING'
  | 'ARCHIVE'
  | 'COLD_ARCHIVE'
  | 'DEEP_COLD_ARCHIVE';

export interface TosStoreOptions {
  /** Host, and port if it is another than usual; no scheme. One that begins with a digit is addressed path-style. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly credentials: TosCredentials;
  /** The bucket's own, if not given. */
  readonly storageClass?: TosStorageClass;
  /** TLS; true if not given. */
  readonly secure?: boolean;
  /** PEM of the authority to trust instead of the usual ones. */
  readonly ca?: string;
  readonly timeouts?: Partial<RemoteTimeouts>;
  /** At most so many at once; 64 if not given. */
  readonly connections?: number;
}
