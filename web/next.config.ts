import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants';
import createNextIntlPlugin from 'next-intl/plugin';

/**
 * What pages may load: themselves, and from memory (`blob:`) the media and the worker of hls.js.
 * Styles are written inline by the component library; Next boots its pages by inline scripts, and
 * reloads them by `eval` during development.
 */
function contentSecurityPolicy(isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const SECURITY_HEADERS = [
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), display-capture=()',
  },
];

const withMessages = createNextIntlPlugin('./i18n/request.ts');

export default function nextConfig(phase: string): NextConfig {
  const policy = contentSecurityPolicy(phase === PHASE_DEVELOPMENT_SERVER);
  const headers = [...SECURITY_HEADERS, { key: 'Content-Security-Policy', value: policy }];
  return withMessages({
    poweredByHeader: false,
    // Pages answer 403 to who may not open them.
    experimental: { authInterrupts: true },
    transpilePackages: ['@workcompanion/core', '@workcompanion/db'],
    // One copy in the process, shared with the code of ours that Next does not compile.
    serverExternalPackages: ['drizzle-orm', 'pg', 'pino', '@node-rs/argon2', 'jose'],
    headers: async () => [{ source: '/:path*', headers }],
  });
}
