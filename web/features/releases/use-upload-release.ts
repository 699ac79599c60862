import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { RELEASE_ROUTES } from '../../contract/releases.ts';
import { routeKey } from '../api/use-route.ts';
import { type ReleaseFiles, sendRelease } from './send-release.ts';

/** `share` is how much of the installer has gone out, from 0 to 1. */
export function useUploadRelease() {
  const client = useQueryClient();
  const [share, setShare] = useState(0);
  const upload = useMutation({
    mutationFn: (files: ReleaseFiles) => {
      setShare(0);
      return sendRelease(files, setShare);
    },
    onSuccess: () => {
      for (const route of [RELEASE_ROUTES.listReleases, RELEASE_ROUTES.listFailedUpdates])
        void client.invalidateQueries({ queryKey: routeKey(route) });
    },
  });
  return { ...upload, share };
}
