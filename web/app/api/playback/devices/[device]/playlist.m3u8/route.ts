import { location } from '../../../../../../server/http/location.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';
import { BuildPlaylist, buildPlaylist } from '../../../../../../server/playback/build-playlist.ts';
import { playlistReply } from '../../../../../../server/playback/playlist-reply.ts';

export const GET = route(userEndpoint(location(BuildPlaylist), buildPlaylist, playlistReply));
