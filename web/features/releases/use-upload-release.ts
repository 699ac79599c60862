import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ReleaseFiles, sendRelease } from './send-release.ts';
import { RELEASES_KEY } from './use-releases.ts';

/** `share` is how much of the installer has gone out, from 0 to 1. */
export function useUploadRelease() {
  const client = useQueryClient();
  const [share, setShare] = useState(0);
  const upload = useMutation({
    mutationFn: (files: ReleaseFiles) => {
      setShare(0);
      return sendRelease(files, setShare);
    },
    onSuccess: () => void client.invalidateQueries({ queryKey: RELEASES_KEY }),
  });
  return { ...upload, share };
}
