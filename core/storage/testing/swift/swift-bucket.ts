import { randomUUID } from 'node:crypto';
import type { S3StoreOptions } from '../../s3/s3-store-options.ts';
import type { Swift } from './start-swift.ts';

/** A new, empty bucket. */
export async function swiftBucket(swift: Swift): Promise<S3StoreOptions> {
  const { S3Client, CreateBucketCommand } = await import('@aws-sdk/client-s3');
  const bucket = `bucket-${randomUUID()}`;
  const { endpoint, region, credentials } = swift;
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  } finally {
    client.destroy();
  }
  return { endpoint, region, credentials, bucket, conditionalPuts: false };
}
