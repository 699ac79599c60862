import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { type ExchangeRequest, exchange, type Transport } from './exchange.ts';
import { ownError } from './own-error.ts';
import { readText } from './read-text.ts';
import { currentCall, type TosCall } from './tos-call.ts';
import { tosRefusal } from './tos-refusal.ts';

/** What we use of an axios request. */
export interface AdapterRequest {
  readonly method?: string;
  readonly baseURL?: string;
  readonly url?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly headers: { toJSON(): Readonly<Record<string, unknown>> };
  readonly data?: unknown;
  readonly responseType?: string;
}

export interface AdapterResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingHttpHeaders;
  readonly data: unknown;
  readonly config: AdapterRequest;
}

/**
 * Takes the place of axios's own HTTP inside the SDK, which leaks sockets, can't be aborted, has no
 * total and no real connect timeout, and obeys proxies of the environment.
 */
export function tosAdapter(
  transport: Transport,
): (config: AdapterRequest) => Promise<AdapterResponse> {
  return async (config) => {
    const call = currentCall();
    const request = requestOf(config);
    try {
      return await exchange(request, transport, (incoming) => received(config, call, incoming));
    } catch (error) {
      const { origin } = request;
      call.failure ??= { error: ownError(error, { origin, signal: undefined, source: null }) };
      throw new Error('see the call');
    }
  };
}

function requestOf(config: AdapterRequest): ExchangeRequest {
  const body = typeof config.data === 'string' ? config.data : '';
  const headers = stringsOf(config.headers.toJSON());
  headers['content-length'] = String(Buffer.byteLength(body));
  return {
    origin: config.baseURL ?? '',
    method: (config.method ?? 'get').toUpperCase(),
    path: `${config.url ?? '/'}${queryOf(config.params ?? {})}`,
    headers,
    body,
    signal: undefined,
  };
}

async function received(
  config: AdapterRequest,
  call: TosCall,
  incoming: IncomingMessage,
): Promise<AdapterResponse> {
  const status = incoming.statusCode ?? 0;
  const good = status >= 200 && status < 300;
  const streamed = good && config.responseType === 'stream';
  const data = streamed ? Readable.from([]) : await readText(incoming);
  if (!good) throw tosRefusal(incoming, String(data));
  if (streamed) call.incoming = incoming;
  const { headers, statusMessage: statusText = '' } = incoming;
  return { status, statusText, headers, data, config };
}

function stringsOf(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => value !== undefined && value !== null && value !== false)
      .map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

/** Encoded as the SDK signs it. */
function queryOf(params: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(params).filter(([, value]) => value !== undefined);
  if (pairs.length === 0) return '';
  return `?${pairs.map(([name, value]) => `${encode(name)}=${encode(String(value))}`).join('&')}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
