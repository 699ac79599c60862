import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

/** The policy of what pages may load has a nonce a page: server/native/page-security.ts. */
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

/** `scripts/start/build-web.ts` names a build by its sources; null lets Next draw lots. */
// biome-ignore lint/style/noProcessEnv: a build is told nothing else.
const BUILD_ID = process.env['BUILD_ID'] ?? null;

const config: NextConfig = {
  // Two nodes that build the same sources serve the same files under the same names.
  generateBuildId: async () => BUILD_ID,
  poweredByHeader: false,
  // Pages answer 403 to who may not open them.
  experimental: { authInterrupts: true },
  transpilePackages: ['@workcompanion/core', '@workcompanion/db'],
  // One copy in the process, shared with the code of ours that Next does not compile.
  serverExternalPackages: [
    'drizzle-orm',
    'pg',
    'pino',
    '@node-rs/argon2',
    '@simplewebauthn/server',
    'jose',
    '@zxcvbn-ts/core',
    '@zxcvbn-ts/language-common',
  ],
  // `npm run typecheck` does that; a build would do it once more, each time.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [{ source: '/:path*', headers: SECURITY_HEADERS }],
};

export default withMessages(config);
