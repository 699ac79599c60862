interface PictureImageProps {
  readonly url: string;
  readonly isCoarse: boolean;
}

/** A picture that is in memory already. Beside words that say the same, it needs none. */
export function PictureImage({ url, isCoarse }: PictureImageProps) {
  // biome-ignore lint/performance/noImgElement: it has been made small, and is not fetched.
  return <img src={url} alt="" draggable={false} data-coarse={isCoarse} />;
}
