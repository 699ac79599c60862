import type { RemoteTimeouts } from '../remote/remote-timeouts.ts';

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** With temporary credentials. */
  readonly sessionToken?: string;
}

export interface S3StoreOptions {
  /** "https://s3.example.com". */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly credentials: S3Credentials;
  /** "STANDARD_IA", say; the bucket's own, if not given. Those that must be restored first are in `FROZEN_CLASSES`. */
  readonly storageClass?: string;
  /** The bucket in the path, not in the host's name. True if not given. */
  readonly pathStyle?: boolean;
  /** `If-Match` and `If-None-Match` on puts; some servers answer 501 to them. True if not given. */
  readonly conditionalPuts?: boolean;
  /** PEM of the authority to trust instead of the usual ones. */
  readonly ca?: string;
  readonly timeouts?: Partial<RemoteTimeouts>;
  /** At most so many at once; 64 if not given. */
  readonly connections?: number;
}
