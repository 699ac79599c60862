import { z } from 'zod';

/** What the recorder asks for when its person wants to see the portal. */
export const PortalLinkRequest = z.object({
  /** `remark`: where the person says that a stretch is wrong. */
  page: z.enum(['recordings', 'remark']),
});
export type PortalLinkRequest = z.infer<typeof PortalLinkRequest>;

/** An address to open now: by a code that works once and shortly, or where one signs in as usual. */
export const PortalLinkResponse = z.object({ url: z.url().max(500), isSignedIn: z.boolean() });
export type PortalLinkResponse = z.infer<typeof PortalLinkResponse>;
