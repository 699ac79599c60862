import { BuildPlaylist } from '../playback/build-playlist.ts';
import { SegmentFile } from '../playback/segment-endpoint.ts';
import { OpenThumbnails } from '../thumbnails/open-thumbnails.ts';
import type { Operations } from './operation.ts';

export const PLAYBACK_OPERATIONS = {
  'GET /api/playback/devices/[device]/thumbnails': {
    id: 'openThumbnails',
    location: OpenThumbnails,
    answer: 'application/octet-stream',
  },
  'GET /api/playback/devices/[device]/playlist.m3u8': {
    id: 'buildPlaylist',
    location: BuildPlaylist,
    answer: 'application/vnd.apple.mpegurl',
  },
  'GET /api/playback/devices/[device]/strips': {
    id: 'openStrips',
    location: OpenThumbnails,
    answer: 'application/octet-stream',
  },
  'GET /api/playback/segments/[file]': {
    id: 'playSegment',
    location: SegmentFile,
    answer: 'video/mp2t',
  },
  'HEAD /api/playback/segments/[file]': {
    id: 'measureSegment',
    location: SegmentFile,
    answer: null,
  },
} as const satisfies Operations;
