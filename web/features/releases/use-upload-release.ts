import { useMutation, useQueryClient } from '@tanstack/react-query';
import { AppError } from '@workcompanion/core/errors';
import { useState } from 'react';
import { OneRelease, RELEASE_ROUTES } from '../../contract/releases.ts';
import { routePath } from '../api/call-route.ts';
import { errorOf } from '../api/error-of.ts';
import { routeKey } from '../api/use-route.ts';

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

interface ReleaseFiles {
  readonly installer: File;
  readonly statement: File;
}

/**
 * Sends the MSI from the disk, never whole in memory. By XMLHttpRequest: fetch doesn't tell how far it
 * has come. Throws an AppError, as `callRoute` does.
 */
async function sendRelease(
  { installer, statement }: ReleaseFiles,
  onProgress: (share: number) => void,
): Promise<OneRelease> {
  const path = routePath(RELEASE_ROUTES.uploadRelease, {
    statement: await statement.slice(0, 1024).text(),
  });
  const { status, text } = await post(path, installer, onProgress);
  const answer = new Response(text, { status });
  if (!answer.ok) throw await errorOf(answer);
  return OneRelease.parse(await answer.json());
}

function post(path: string, body: File, onProgress: (share: number) => void) {
  return new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => reject(new AppError('unavailable', 'The server can not be reached.'));
    request.open('POST', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(body);
  });
}
