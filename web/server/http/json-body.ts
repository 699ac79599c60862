import { AppError } from '@workcompanion/core/errors';
import type { z } from 'zod';
import type { Call } from './call.ts';
import { parseInput } from './parse-input.ts';

/** Bytes. The largest message is a full journal batch: 200 statements of at most 16 KiB. */
const MAX_JSON_BYTES = 4 * 1024 * 1024;

/** Reads and parses a JSON body. Throws `body-too-large`, `invalid-input`. */
export function jsonBody<S extends z.ZodType>(schema: S): (call: Call) => Promise<z.output<S>> {
  return async (call) => parseInput(schema, parseJson(await textBody(call, MAX_JSON_BYTES)));
}

/** The whole body, of at most `limit` bytes. Throws `body-too-large`. */
export async function textBody(
  call: Pick<Call, 'header' | 'body'>,
  limit: number,
): Promise<string> {
  const declared = Number(call.header('content-length') ?? 0);
  if (declared > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of call.body) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid-input', 'The body is not JSON.', { cause });
  }
}

function tooLarge(limit: number): AppError {
  return new AppError('body-too-large', `The body has more than ${limit} bytes.`);
}
