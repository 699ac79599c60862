import { AppError } from '@workcompanion/core/errors';

/** "https://portal.example": what tokens are for, and where everything goes. */
export function serverOrigin(address: string): string {
  const url = parse(address);
  if (url.protocol === 'https:') return url.origin;
  if (url.protocol === 'http:' && isLoopback(url.hostname)) return url.origin;
  throw new AppError(
    'invalid-input',
    `The server's address must begin with https:// (plain http only goes to this machine): ${address}`,
  );
}

function parse(address: string): URL {
  try {
    return new URL(address);
  } catch (cause) {
    throw new AppError('invalid-input', `This is no server address: ${address}`, { cause });
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
