import { ErrorResponse } from '@workcompanion/core/protocol/messages';
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import { RequestFailure } from './request-failure.ts';

type Response = Dispatcher.ResponseData;

/** Parses the server's answer. Throws a RequestFailure when it is not what was asked for. */
export async function readAnswer<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const json = await readJson(response);
  const answer = schema.safeParse(json);
  if (response.statusCode < 300 && answer.success) return answer.data;
  throw refusal(response, json);
}

export function networkFailure(cause: unknown): RequestFailure {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new RequestFailure('network', `no answer: ${why}`, { retryable: true, cause });
}

export function headerOf({ headers }: Response, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

async function readJson({ body }: Response): Promise<unknown> {
  const text = await body.text().catch((cause: unknown) => {
    throw networkFailure(cause);
  });
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A proxy, or another program at that address, must not be able to have entries refused for good. */
function refusal(response: Response, json: unknown): RequestFailure {
  const refused = ErrorResponse.safeParse(json);
  const asked = retryAfterMs(headerOf(response, 'retry-after'), Date.now());
  if (!refused.success) {
    const message = `the server answered ${response.statusCode}, not as the protocol says`;
    return new RequestFailure('not-the-protocol', message, {
      retryable: true,
      retryAfterMs: asked,
    });
  }
  const { code, message, retryable } = refused.data.error;
  return new RequestFailure(code, message, { retryable, retryAfterMs: asked });
}

/** RFC 9110, 10.2.3: "either … an HTTP-date or a number of seconds". Null without the header. */
function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
