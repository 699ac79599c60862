/** Best first: the codings in which a build lies ready (RFC 9110, section 8.4.1), by the ending of their files. */
export const ASSET_CODINGS = { br: '.br', gzip: '.gz' } as const;
