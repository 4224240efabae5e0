"""A film that plays on a page, in whatever browser: what is done with it, and what is then seen.

Each is the body of an async function of the `video` element.
"""

from __future__ import annotations

# Bytes a second, of films that need 600 thousand: what is shown last has not come when one seeks.
PACE = 2_000_000

WAITING = """
  const settled = (claim, what) => new Promise((resolve, reject) => {
    const end = performance.now() + 25_000
    const look = () => {
      if (video.error) reject(new Error(`${what}: ${video.error.message || video.error.code}`))
      else if (claim()) resolve()
      else if (performance.now() > end) reject(new Error(`${what}: ${video.currentTime} s, state ${video.readyState}`))
      else setTimeout(look, 20)
    }
    look()
  })
  const seen = () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 16, height: 16 })
    const context = canvas.getContext('2d', { willReadFrequently: true })
    context.drawImage(video, 0, 0, 16, 16)
    const { data } = context.getImageData(0, 0, 16, 16)
    const sums = [0, 0, 0]
    for (let at = 0; at < data.length; at += 1) if (at % 4 < 3) sums[at % 4] += data[at]
    const strongest = Math.max(...sums)
    return ['red', 'green', 'blue'][sums.indexOf(strongest)]
  }
"""

# Plays for a second, and is stopped: how far it came and what is shown.
PLAY = WAITING + """
  video.muted = true
  await video.play()
  await settled(() => video.currentTime > 1, 'it does not play')
  video.pause()
  await settled(() => video.paused, 'it does not stop')
  const { currentTime: at, videoWidth: width, duration } = video
  return { at, width, duration, colour: seen() }
"""

# Goes to the middle of its second half and plays on from there.
SEEK = WAITING + """
  const to = video.duration * 0.75
  const told = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }))
  video.currentTime = to
  let isTold = false
  told.then(() => { isTold = true })
  await settled(() => isTold, 'it does not seek')
  const from = video.currentTime
  video.play().catch(() => {}) // WebKitGTK plays, and never says so
  await settled(() => video.currentTime > from + 0.5, 'it does not play on')
  video.pause()
  return { from, to, colour: seen() }
"""


def is_played(played: dict) -> None:
    """It moved, it has its size, and its first half is red."""
    assert 1 < played["at"] < 10 and played["width"] == 640 and played["colour"] == "red", played
    assert abs(played["duration"] - 30) < 0.5, played


def is_sought(sought: dict, wire, path: str, before: int) -> None:
    """It went where it was sent, its second half is blue, and the part it needs was asked for then.

    `before` is how many parts had been asked for when it was sent there.
    """
    assert abs(sought["from"] - sought["to"]) < 0.5 and sought["colour"] == "blue", sought
    assert wire.parts, "nothing was answered with 206"
    starts = [first for asked, first in wire.asked if asked == path]
    size = wire.parts[0].of
    assert [first for first in starts[before:] if first > size / 3], starts
    assert all(part.of == size and part.first in starts for part in wire.parts), (starts, wire.parts)
    assert any(part.first > size / 3 for part in wire.parts), wire.parts
