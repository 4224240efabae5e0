const SHOWN = { image: "Photo", video: "Video", audio: "Sound" }

/** What a message or a post says in a line: its words, or what it shows without any. */
export function saidIn({ text, media = [] }) {
  return text || (media.length > 1 ? `${media.length} photos` : SHOWN[media[0]?.kind] ?? "")
}
