/**
 * An image whose head was read: what it says of its size, without the memory that its pixels would take.
 * @param {Blob} file
 * @returns {Promise<{width: number, height: number}>} in pixels, upright. Rejects where the browser knows no picture in it
 */
export async function measured(file) {
  const image = new Image()
  const url = URL.createObjectURL(file)
  try {
    await new Promise((resolve, reject) => Object.assign(image, { onload: resolve, onerror: reject, src: url }))
    return { width: image.naturalWidth, height: image.naturalHeight }
  } finally {
    image.src = ""
    URL.revokeObjectURL(url)
  }
}
