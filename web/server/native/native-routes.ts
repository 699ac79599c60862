import { getPackage } from '../exports/download-package.ts';
import { getLive, getReady } from '../health/health-endpoints.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { getSegment } from '../playback/segment-endpoint.ts';
import { headSegment, putSegment } from '../recorder/segment-endpoints.ts';
import { getWatched } from '../recorder/watched-endpoint.ts';
import { getRelease } from '../releases/download-release.ts';
import { postRelease } from '../releases/upload-release.ts';
import { getSharedPackage, getVideo } from '../shares/share-endpoints.ts';

interface NativeRoute {
  readonly methods: readonly string[];
  readonly path: RegExp;
  readonly endpoint: Endpoint;
}

/**
 * The paths that carry the bytes, the one on which each recorder waits, and those that must not hang. Our own server answers
 * them without Next, which would cost each request 0.4 ms and drop Content-Length; Next's route
 * handlers mount the same endpoints.
 */
const NATIVE_ROUTES: readonly NativeRoute[] = [
  { methods: ['GET'], path: /^\/api\/health\/live$/, endpoint: getLive },
  { methods: ['GET'], path: /^\/api\/health(\/ready)?$/, endpoint: getReady },
  { methods: ['PUT'], path: /^\/api\/recorder\/segments\/(?<id>[^/?]+)$/, endpoint: putSegment },
  { methods: ['HEAD'], path: /^\/api\/recorder\/segments\/(?<id>[^/?]+)$/, endpoint: headSegment },
  { methods: ['GET'], path: /^\/api\/recorder\/watched$/, endpoint: getWatched },
  {
    methods: ['GET'],
    path: /^\/api\/recorder\/releases\/(?<version>[^/?]+)$/,
    endpoint: getRelease,
  },
  { methods: ['POST'], path: /^\/api\/portal\/releases$/, endpoint: postRelease },
  {
    methods: ['GET', 'HEAD'],
    path: /^\/api\/playback\/segments\/(?<file>[^/?]+)$/,
    endpoint: getSegment,
  },
  {
    methods: ['GET', 'HEAD'],
    path: /^\/api\/portal\/exports\/(?<export>[^/?]+)\/package$/,
    endpoint: getPackage,
  },
  {
    methods: ['GET', 'HEAD'],
    path: /^\/api\/shared\/(?<share>[^/?]+)\/package$/,
    endpoint: getSharedPackage,
  },
  {
    methods: ['GET', 'HEAD'],
    path: /^\/api\/shared\/(?<share>[^/?]+)\/videos\/(?<index>[^/?]+)$/,
    endpoint: getVideo,
  },
];

export interface MatchedRoute {
  readonly endpoint: Endpoint;
  readonly params: Readonly<Record<string, string>>;
}

export function matchNativeRoute(method: string, path: string): MatchedRoute | null {
  for (const route of NATIVE_ROUTES) {
    const match = route.methods.includes(method) ? route.path.exec(path) : null;
    if (match) return { endpoint: route.endpoint, params: { ...match.groups } };
  }
  return null;
}
