import { AppError } from '@workcompanion/core/errors';
import { hasOnlyStorableText } from '@workcompanion/core/protocol/primitives';
import type { z } from 'zod';
import type { Call } from './call.ts';

const SHOWN_ISSUES = 5;

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

/** The border: wire data to a typed value, or `invalid-input` that names each field and its fault. */
export function parseInput<S extends z.ZodType>(schema: S, data: unknown): z.output<S> {
  if (!hasOnlyStorableText(data)) {
    throw new AppError('invalid-input', 'A text holds U+0000 or half of a surrogate pair.');
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid-input', explain(parsed.error), { cause: parsed.error });
}

function explain(error: z.ZodError): string {
  const { issues } = error;
  const shown = issues.slice(0, SHOWN_ISSUES).map(({ path, message }) => {
    const field = path.map(String).join('.');
    return field === '' ? message : `${field}: ${message}`;
  });
  const rest = issues.length - shown.length;
  return `Not a valid request. ${shown.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}
